import { GraphQLError } from 'graphql';

/** Messages of faults that tests make. */
const faults = new Set(['a fault', 'Expected something else.']);

/**
 * Lets pass what graphql-js and @apollo/subgraph leave unheard where a list fails at once and an item of it later: a rejection that ends
 * a process. What is neither a fault of a test nor GraphQL's own error still does.
 *
 * @returns how many there were until now, and what undoes it
 */
export function letUnheardPass(): { count: () => number; stop: () => void } {
  const listeners = process.listeners('unhandledRejection');
  let count = 0;
  const pass = (error: unknown) => {
    if (!(error instanceof GraphQLError) && !(error instanceof Error && faults.has(error.message))) throw error;
    count += 1;
  };
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', pass);
  return {
    count: () => count,
    stop: () => {
      process.off('unhandledRejection', pass);
      for (const listener of listeners) process.on('unhandledRejection', listener);
    },
  };
}
