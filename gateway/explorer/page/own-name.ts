import { Kind, parse } from 'graphql';
import type { Asked } from './ask.ts';

/**
 * The same request under the name of its own operation, where it has one operation only: GraphiQL learns of a text that was put into
 * its editor a moment later, and would still send the name of the one before.
 */
export function underOwnName(asked: Asked): Asked {
  try {
    const names = parse(asked.query, { noLocation: true }).definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value ?? null] : [],
    );
    return names.length === 1 ? { ...asked, operationName: names[0] } : asked;
  } catch {
    // The gateway says what is wrong with it.
    return asked;
  }
}
