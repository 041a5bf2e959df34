import type { Field, Late, Leaf, Quick, Selection } from './shape.ts';
import { Unusual } from './shape.ts';

type Put = Leaf['put'];

/** One entry of an answer's object. */
export type Entry = { key: string } & (
  | { kind: 'typename'; typename: string }
  | { kind: 'leaf'; name: string; shape: Leaf['shape'] }
  | { kind: 'field'; field: Omit<Field, 'put' | 'key'> }
);

/**
 * Compiles the building of one type's objects to JavaScript, so that each is made at once with all its keys in order. Nothing
 * of a document becomes code but names, and these quoted; `__proto__` would be no key there, and is refused before.
 */
export function compileBuild(entries: readonly Entry[]): Pick<Selection, 'build' | 'fields'> {
  const parameters: Record<string, unknown> = {};
  const parts = entries.map((entry, n) => {
    const key = JSON.stringify(entry.key);
    if (entry.kind === 'typename') return `${key}: ${JSON.stringify(entry.typename)}`;
    if (entry.kind === 'field') return `${key}: null`;
    parameters[`slow${n}`] = slowLeaf({ ...entry, put: (answer, value) => puts[n]?.(answer, value) });
    parameters[`known${n}`] = entry.shape.quick;
    const isQuick = quickTest(entry.shape.quick, `known${n}`);
    return `${key}: (value = source[${JSON.stringify(entry.name)}], ${isQuick}) ? value : slow${n}(value, source, at, late)`;
  });
  const setters = entries.map(({ key }) => `(answer, value) => { answer[${JSON.stringify(key)}] = value; }`);
  const code = `"use strict"; return {
    build: (source, at, late) => { let value; return { ${parts.join(', ')} }; },
    puts: [${setters.join(', ')}],
  };`;
  const compile = new Function(...Object.keys(parameters), code);
  const { build, puts }: { build: Selection['build']; puts: Put[] } = compile(...Object.values(parameters));
  const fields = entries.flatMap((entry, n) =>
    entry.kind === 'field' ? [{ ...entry.field, key: entry.key, put: puts[n] as Put }] : [],
  );
  return { build, fields };
}

function quickTest(quick: Quick, known: string): string {
  if (quick === 'string' || quick === 'boolean') return `typeof value === "${quick}"`;
  if (quick === 'int') return '(value | 0) === value';
  if (quick === 'float') return 'typeof value === "number" && value - value === 0';
  return quick === 'never' ? 'false' : `${known}.has(value)`;
}

/** A property as graphql-js reads one: it may be a function, and give a promise. */
function slowLeaf(leaf: Leaf & { key: string }) {
  return (given: unknown, source: Record<string, unknown>, at: number, late: Late) => {
    const value = typeof given === 'function' ? (source[leaf.name] as (args: object) => unknown)({}) : given;
    if (!isPromise(value)) return readLeaf(leaf.shape, value);
    late(leaf, at, value);
    return null;
  };
}

/** Whether something has to be waited for; PostgreSQL's queries too are no `Promise`. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** A value as it is answered, null where it may be; Unusual otherwise. */
export function readLeaf({ nullable, read }: Leaf['shape'], value: unknown): unknown {
  if (value === null || value === undefined) {
    if (nullable) return null;
    throw new Unusual();
  }
  return read(value);
}
