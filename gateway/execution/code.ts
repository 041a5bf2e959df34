import type { PlannedFetch } from './plan-shape.ts';
import { type Source, sourceIn } from './sources.ts';

/**
 * A value while code is written: the source that it comes from and the expression that reads it. At run time it may be undefined or
 * null, unless it is certain to be an object.
 */
export type Held = { source: Source; code: string; isObject: boolean };

/** A name from an operation or a subgraph, as it stands in code: nothing but a string. */
export const quote = (name: string): string =>
  // JSON leaves two line separators as they are, and `<`.
  JSON.stringify(name).replace(/[\u2028\u2029<]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A name before the value of an object in code: written there, that of the prototype would set it. */
export const property = (name: string): string => (name === '__proto__' ? `[${quote(name)}]` : quote(name));

/** Reads a field of an object that came as JSON: what such an object inherits is no field of it. */
export function readField({ code, isObject }: Held, name: string): string {
  if (name in Object.prototype) return `own(${code}, ${quote(name)})`;
  return `${code}${isObject ? '' : '?.'}[${quote(name)}]`;
}

/** The field of those that were asked for it. */
export function fieldOf(held: readonly Held[], name: string): Held[] {
  return held.flatMap((each) => {
    const source = sourceIn(each.source, name);
    return source ? [{ source, code: readField(each, name), isObject: false }] : [];
  });
}

/** A leaf's value: all who give it give the same. */
export const pick = (codes: readonly string[]): string =>
  codes.length === 0 ? 'undefined' : codes.reduce((one, other) => `same(${one}, ${other})`);

/** The object by which fetches know an entity: of the first who has one, among those answered before the fetch. */
export function identity(held: readonly Held[], { before }: PlannedFetch): string {
  return held
    .filter(({ source }) => before.has(source.fetch.index))
    .map(({ code }) => code)
    .join(' ?? ');
}

/** Each two of them. */
export const pairs = <Item>(items: readonly Item[]): [Item, Item][] =>
  items.flatMap((one, at) => items.slice(at + 1).map((other): [Item, Item] => [one, other]));
