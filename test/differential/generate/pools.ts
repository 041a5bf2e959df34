import type { Dice } from './dice.ts';

/**
 * Values to choose from, by what they are for: `Official.id` (what identifies an object), `TaxCode` (a scalar), `unitIds` (an
 * argument or a field of an input), `Query.official(id)` or `IndustryKey.code` (just that one).
 */
export type Pools = Readonly<Record<string, readonly unknown[]>>;

/** Where a value is put, the most exact name first. */
export type Coordinates = readonly string[];

/** A value of the first pool that has the name of the place; undefined where none has. */
export function fromPools(pools: Pools, coordinates: Coordinates, dice: Dice): unknown {
  const pool = coordinates.map((name) => (Object.hasOwn(pools, name) ? pools[name] : undefined)).find(Boolean);
  return pool && pool.length > 0 ? dice.pick(pool) : undefined;
}
