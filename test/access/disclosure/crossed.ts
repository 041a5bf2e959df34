import { expectedBounds } from './published.ts';

/** A group of a table: its keys, one for each dimension, and how many people it has. */
export type Cell = { keys: readonly string[]; count: number };

type Told = { count: number; least: number; most: number };

/**
 * What somebody can conclude who is told the numbers of all groups of a table, by any of its dimensions: by none, one, two ... all
 * of them. Each group is the sum of those that are one dimension finer; that narrows the bounds of all, until nothing moves any more.
 *
 * @returns the groups of 1 to 5 people of which one possible number is left, and how many groups have so few
 */
export function conclude(cells: readonly Cell[]): { few: number; found: { keys: string; count: number }[] } {
  const [groups, sums] = tablesOf(cells);
  for (let moved = true; moved; ) {
    moved = false;
    for (const { whole, parts } of sums) moved = narrow(whole, parts) || moved;
  }
  const few = [...groups].filter(([, { count }]) => count >= 1 && count <= 5);
  const found = few.filter(([, { least, most }]) => least === most);
  return { few: few.length, found: found.map(([keys, { count }]) => ({ keys, count })) };
}

/** The groups by any dimensions, with the bounds of what is told of each; and which of them are sums of which. */
function tablesOf(cells: readonly Cell[]) {
  const counts = new Map<string, number>();
  const partsOf = new Map<string, Set<string>>();
  const dimensions = cells[0]?.keys.length ?? 0;
  for (const { keys, count } of cells)
    for (let chosen = 0; chosen < 1 << dimensions; chosen++) {
      const group = keys.map((key, at) => ((chosen >> at) & 1 ? key : '*'));
      const name = group.join(' | ');
      counts.set(name, (counts.get(name) ?? 0) + count);
      for (const [at, key] of group.entries()) {
        if (key === '*') continue;
        const sum = `${at} ${group.with(at, '*').join(' | ')}`;
        partsOf.set(sum, (partsOf.get(sum) ?? new Set()).add(name));
      }
    }
  const groups = new Map<string, Told>([...counts].map(([name, count]) => [name, { count, ...expectedBounds(count) }]));
  const told = (name: string) => groups.get(name) as Told;
  const sums = [...partsOf].map(([sum, parts]) => ({
    whole: told(sum.slice(sum.indexOf(' ') + 1)),
    parts: [...parts].map(told),
  }));
  return [groups, sums] as const;
}

/** Narrows a whole and its parts by each other; whether that moved anything. */
function narrow(whole: Told, parts: Told[]): boolean {
  let least = parts.reduce((sum, part) => sum + part.least, 0);
  let most = parts.reduce((sum, part) => sum + part.most, 0);
  let moved = tighten(whole, least, most);
  for (const part of parts) {
    const before = { ...part };
    moved = tighten(part, whole.least - (most - part.most), whole.most - (least - part.least)) || moved;
    least += part.least - before.least;
    most += part.most - before.most;
  }
  return moved;
}

function tighten(told: Told, least: number, most: number): boolean {
  if (least <= told.least && most >= told.most) return false;
  told.least = Math.max(told.least, least);
  told.most = Math.min(told.most, most);
  return true;
}
