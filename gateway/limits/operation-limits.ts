import { z } from 'zod';

/** What one request may ask for: each a floor under the gateway that no user needs to reach, not a price list (that is its cost). */
export type OperationLimits = {
  /** Of the document's text. */
  characters: number;
  tokens: number;
  /** Operations and fragments of one document. */
  definitions: number;
  /** Fields within one another. */
  depth: number;
  /** Selections and values within one another, which code after this walks by recursion. */
  nesting: number;
  /** Fields and fragments, each fragment counted wherever it is used. */
  selections: number;
  aliases: number;
  rootFields: number;
  directives: number;
  /** On one place of the document. */
  directivesOnOne: number;
  /** Of one list that an argument or a variable gives. */
  listItems: number;
  variableBytes: number;
  /** Lists and objects of variables within one another. */
  variableNesting: number;
  /** What the pages of an answer multiply to. */
  records: number;
  /** Fields of an answer about the schema. */
  introspected: number;
};

/**
 * Measured on the committed operations and on the introspection query, which use at most 185 tokens, 14 levels, 239 selections,
 * 3 root fields and 2 aliases; and on the dearest documents that `npm run bench:hostile` finds.
 */
const bounds = {
  MAX_CHARACTERS: [50_000, 'characters'],
  MAX_TOKENS: [2_000, 'tokens'],
  MAX_DEFINITIONS: [50, 'definitions'],
  MAX_DEPTH: [20, 'depth'],
  MAX_NESTING: [60, 'nesting'],
  MAX_SELECTIONS: [1_000, 'selections'],
  MAX_ALIASES: [100, 'aliases'],
  MAX_ROOT_FIELDS: [20, 'rootFields'],
  MAX_DIRECTIVES: [50, 'directives'],
  MAX_DIRECTIVES_ON_ONE: [5, 'directivesOnOne'],
  // Above what any argument takes (1,000): that one says so at its own field, and the rest of the document is answered.
  MAX_LIST_ITEMS: [2_000, 'listItems'],
  MAX_VARIABLE_BYTES: [128 << 10, 'variableBytes'],
  MAX_VARIABLE_NESTING: [10, 'variableNesting'],
  MAX_RECORDS: [200_000, 'records'],
  MAX_INTROSPECTED: [30_000, 'introspected'],
} as const satisfies Record<string, readonly [number, keyof OperationLimits]>;

const count = 'expected a whole number of at least 1';

const settings = Object.fromEntries(
  Object.entries(bounds).map(([name, [usual]]) => [
    name,
    z.coerce.number({ error: count }).int(count).min(1, count).default(usual),
  ]),
);

/** Reads the limits from the environment. */
export const operationLimitsEnvironment = z
  .object(settings)
  .transform(
    (env) =>
      Object.fromEntries(Object.entries(bounds).map(([name, [, limit]]) => [limit, env[name]])) as OperationLimits,
  );

/** Those that hold where the environment says nothing. */
export const usualLimits: OperationLimits = operationLimitsEnvironment.parse({});
