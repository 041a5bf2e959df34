/** Keys and indices from the root of an answer's data, as in the `path` of an error. */
export type Path = readonly (string | number)[];

export type AnswerError = {
  message: string;
  path?: Path;
  extensions?: Record<string, unknown>;
};

/** An answer over HTTP as it is parsed from JSON. */
export type Answer = {
  data?: Record<string, unknown> | null;
  errors?: readonly AnswerError[];
};

export type Scalar = string | number | boolean | null;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of a connection (Relay): what is under it is told about the page, not about a row. */
export const isConnection = (value: Record<string, unknown>) =>
  Array.isArray(value.nodes) || Array.isArray(value.edges) || 'pageInfo' in value;
