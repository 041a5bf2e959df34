import type { DocumentNode } from 'graphql';
import { textsIn } from './texts.ts';

/**
 * The texts of a contract's schema that name a scope which it withholds: one line each, with the place. What they promise to who holds it
 * is not so for who asks by the contract, and the scope's name tells of what it hides.
 */
export function findToldScopes(schema: DocumentNode, withholds: readonly string[]): string[] {
  if (withholds.length === 0) return [];
  return textsIn(schema).flatMap(({ place, said }) =>
    withholds
      .filter((scope) => said.includes(scope))
      .map((scope) => `${place} names ${scope}, a scope that it withholds: say it in other words`),
  );
}
