/** Keys and indices from the root of an answer's data, as in the `path` of an error. */
export type Path = readonly (string | number)[];

export type Scalar = string | number | boolean | null;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of a connection (Relay): what is under it is told about the page, not about a row. */
export const isConnection = (value: Record<string, unknown>) =>
  Array.isArray(value.nodes) || Array.isArray(value.edges) || 'pageInfo' in value;
