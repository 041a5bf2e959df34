import type { Answer } from '../ask.ts';
import { isConnection, isObject, type Path, type Scalar } from './answer.ts';
import { type ListPlace, nameOf } from './lists.ts';
import { findTroubles, type Trouble } from './trouble.ts';

export type Cell = Scalar | Trouble;
export type Table = { columns: string[]; rows: Cell[][] };

/** A table whose first `around` columns tell what surrounds a row, repeated in each of its rows; the others are the row's own. */
export type Unfolded = Table & { around: number };

/** Keys below the step at this depth. */
type Column = { depth: number; path: string[]; isCounted: boolean };

/** An object on the way to a row, with where it stands; the last one is the row's own. */
type Step = { value: unknown; path: Path };

/** The fields that were seen under one step, in the order in which they were asked. */
type Seen = { children: Map<string, Seen>; isCounted: boolean };

export const isTrouble = (cell: Cell): cell is Trouble => typeof cell === 'object' && cell !== null;

/**
 * A table of an answer. Each item of the chosen list is a row; what surrounds it is repeated in each of its rows, and one whose
 * list is empty keeps a row of its own. Of any other list of objects its length is told. Without a list the answer is one row.
 * Columns are named by their path of response names: own ones from the row on, others from the root on.
 */
export function unfold(answer: Answer, list?: ListPlace): Unfolded {
  const keys = list?.keys ?? [];
  const rows = [...stepsTo(answer.data, keys)];
  const troubleAt = findTroubles(answer);
  const columns = keys.map((_, at) => at + 1).flatMap((depth) => columnsAt(rows, depth, keys[depth]));
  if (keys.length === 0) columns.push(...columnsAt(rows, 0));
  return {
    columns: distinct(
      columns.map(({ depth, path, isCounted }) => {
        const name = nameOf(depth === keys.length ? path : [...keys.slice(0, depth), ...path]);
        return isCounted ? `${name} (n)` : name;
      }),
    ),
    around: columns.filter(({ depth }) => depth < keys.length).length,
    rows: rows.map((steps) => columns.map((column) => cellOf(steps[column.depth], column, troubleAt))),
  };
}

/** Without `node` an edge's field may be called as one of its node. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}

function* stepsTo(value: unknown, keys: readonly string[], path: Path = [], above: Step[] = []): Generator<Step[]> {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* stepsTo(item, keys, [...path, at], above);
    if (value.length === 0 && isInList(path)) yield above;
    return;
  }
  const steps = [...above, { value, path }];
  const [key, ...rest] = keys;
  if (key === undefined) yield steps;
  else if (isObject(value)) yield* stepsTo(value[key], rest, [...path, key], steps);
  else if (isInList(path)) yield steps;
}

const isInList = (path: Path) => path.some((key) => typeof key === 'number');

/** Of what surrounds a row nothing beside the way is told that belongs to a page, or to another question of the operation. */
function columnsAt(rows: readonly Step[][], depth: number, next?: string): Column[] {
  const seen: Seen = { children: new Map(), isCounted: false };
  for (const steps of rows) {
    const value = steps[depth]?.value;
    if (isObject(value) && !(next !== undefined && isConnection(value))) see(value, seen, next);
  }
  return leavesOf(seen).map((leaf) => ({ ...leaf, depth }));
}

function see(value: Record<string, unknown>, seen: Seen, except?: string): void {
  for (const [key, inner] of Object.entries(value)) {
    if (key === except || key === 'pageInfo') continue;
    const child = seen.children.get(key) ?? { children: new Map(), isCounted: false };
    seen.children.set(key, child);
    if (isObject(inner)) see(inner, child);
    if (Array.isArray(inner)) child.isCounted ||= inner.some(isObject);
  }
}

function leavesOf({ children }: Seen, above: string[] = []): Omit<Column, 'depth'>[] {
  return [...children].flatMap(([key, child]) => {
    const path = [...above, key];
    return child.children.size > 0 ? leavesOf(child, path) : [{ path, isCounted: child.isCounted }];
  });
}

function cellOf(step: Step | undefined, column: Column, troubleAt: ReturnType<typeof findTroubles>): Cell {
  if (!step) return null;
  let { value } = step;
  const path = [...step.path];
  for (const key of column.path) {
    if (!isObject(value)) break;
    value = value[key];
    path.push(key);
  }
  if (value === null) return troubleAt(path) ?? null;
  if (Array.isArray(value)) return column.isCounted ? value.length : value.join('; ');
  return value === undefined || isObject(value) ? null : (value as Scalar);
}
