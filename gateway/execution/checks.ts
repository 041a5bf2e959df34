import type { FetchState } from './compile.ts';

/** What compiled code calls. `fail` is thrown for all that only the stock executor answers: a value of another type, most of all. */
export const fail = new Error('not as the plan has it');
// Thrown for each request with such a value: nobody asks for the way there.
fail.stack = '';

type Data = Record<string, unknown>;

/** Of the objects of answers: their prototype, which no name finds anything in. */
const bare: object = Object.create(null);

/** A field whose name is one that objects inherit too. */
const own = (object: unknown, name: string): unknown =>
  object !== null && object !== undefined && Object.hasOwn(object, name) ? (object as Data)[name] : undefined;

/** The value that two fetches give, who may not differ. */
const same = (one: unknown, other: unknown): unknown => {
  if (one === undefined) return other;
  if (other === undefined || one === other) return one;
  throw fail;
};

/** Two fetches give the same object or list, each some of its fields. */
const agree = (one: unknown, other: unknown): void => {
  if (one === undefined || other === undefined) return;
  const areLists = Array.isArray(one) && Array.isArray(other);
  if (areLists ? one.length !== other.length : Array.isArray(one) || Array.isArray(other)) throw fail;
  if ((one === null) !== (other === null)) throw fail;
};

const isObject = (value: unknown): boolean => {
  if (value === null || value === undefined) return false;
  if (typeof value !== 'object' || Array.isArray(value)) throw fail;
  return true;
};

const isList = (value: unknown): boolean => {
  if (value === null || value === undefined) return false;
  if (!Array.isArray(value)) throw fail;
  return true;
};

/** What a fetch was answered for an object. Objects come in the order in which they were found, some left out. */
const join = (fetch: FetchState, object: unknown): unknown => {
  const { objects } = fetch;
  if (objects.length === 0) return undefined;
  let { at } = fetch;
  while (objects[at] !== object) {
    at += 1;
    if (at >= objects.length) throw fail;
  }
  fetch.at = at + 1;
  const place = fetch.places[at] as number;
  return place < 0 ? undefined : fetch.entities[place];
};

const known = <Value>(value: Value): Value => {
  if (value === null || value === undefined) throw fail;
  return value;
};

const named = (value: unknown, name: string): string => {
  if (value === undefined || value === null || value === name) return name;
  throw fail;
};

const any = (value: unknown): unknown => (value === undefined ? null : value);

const string = (value: unknown): unknown => {
  if (typeof value === 'string') return value;
  return nothing(value);
};

const isWhole = (value: unknown): boolean => Number.isInteger(value) && Math.abs(value as number) < 1e21;

const int = (value: unknown): unknown => (isWhole(value) ? value : nothing(value));

const id = (value: unknown): unknown => (typeof value === 'string' || isWhole(value) ? value : nothing(value));

const float = (value: unknown): unknown => (Number.isFinite(value) ? value : nothing(value));

const boolean = (value: unknown): unknown => (typeof value === 'boolean' ? value : nothing(value));

const oneOf = (value: unknown, names: ReadonlySet<unknown>): unknown => (names.has(value) ? value : nothing(value));

/** Null, which may stand in most places; nothing else may. */
const nothing = (value: unknown): null => {
  if (value === null || value === undefined) return null;
  throw fail;
};

export const checks = {
  fail,
  bare,
  own,
  same,
  agree,
  isObject,
  isList,
  join,
  known,
  named,
  any,
  string,
  int,
  id,
  float,
  boolean,
  oneOf,
};
