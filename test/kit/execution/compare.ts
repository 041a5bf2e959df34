import { expect } from 'vitest';
import type { createToy } from './toy.ts';

export type Variables = Record<string, unknown>;

/** Both answers: data as text, for the order of keys, and errors in any order. */
export function createCompare(toy: Awaited<ReturnType<typeof createToy>>) {
  return async (query: string, variables?: Variables) => {
    const expected = await toy.byGraphqlJs(query, variables);
    const given = await toy.ask(query, variables);
    expect(given.text).toBe(expected.text);
    const sorted = (errors: object[]) => errors.map((error) => JSON.stringify(error)).sort();
    expect(sorted(given.errors)).toEqual(sorted(expected.errors));
    // Nothing is asked twice, also where graphql-js takes over.
    for (const [name, times] of Object.entries(given.asked))
      expect([name, times <= (expected.asked[name] ?? 0)]).toEqual([name, true]);
    return { given, expected };
  };
}
