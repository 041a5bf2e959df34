import type { Caller } from '../../schema/caller.ts';

/** The policy that asks for a purpose, as SENSITIVE data does. */
export const declaredPurpose = 'declared-purpose';

/** What `@policy` may name, and who fulfils it. A policy that is not here is fulfilled by nobody. */
export const policies: ReadonlyMap<string, { description: string; isMet: (caller: Caller) => boolean }> = new Map([
  [declaredPurpose, { description: 'a declared purpose', isMet: ({ purpose }) => purpose !== null }],
  ['national', { description: 'national jurisdiction', isMet: ({ jurisdiction }) => jurisdiction === 'national' }],
]);
