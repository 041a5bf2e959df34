import { isObject } from './answer.ts';

/** A list that can give a table its rows: the keys that lead to it, without indices. */
export type ListPlace = { id: string; keys: string[] };

/**
 * The lists of objects in an answer, each before those inside it. A list that is empty everywhere counts where there is no other,
 * so that an empty page is an empty table.
 */
export function findLists(data: unknown): ListPlace[] {
  const filled = new Map<string, string[]>();
  const empty = new Map<string, string[]>();
  const visit = (value: unknown, keys: string[]) => {
    if (Array.isArray(value)) {
      if (value.some(isObject)) filled.set(keys.join('.'), keys);
      else if (value.length === 0) empty.set(keys.join('.'), keys);
      for (const item of value) visit(item, keys);
    } else if (isObject(value)) for (const [key, inner] of Object.entries(value)) visit(inner, [...keys, key]);
  };
  visit(data, []);
  const found = filled.size > 0 ? filled : empty;
  return [...found].map(([id, keys]) => ({ id, keys }));
}

/** What a list is called to its reader: its path without what belongs to every connection. */
export function nameOf(keys: readonly string[]): string {
  const own = keys.filter((key) => !wrappers.has(key));
  return (own.length > 0 ? own : keys).join('.');
}

const wrappers = new Set(['nodes', 'edges', 'node']);
