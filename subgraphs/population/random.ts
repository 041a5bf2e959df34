/**
 * Counter-based random numbers: what is drawn is a function of (seed, index, purpose) alone, so that any record can be
 * made without making those before it, and a new purpose does not disturb the others.
 */

/** A well mixed 32-bit integer of three; the finaliser is MurmurHash3's. */
export function hash(seed: number, index: number, purpose: number): number {
  let h =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35) ^ Math.imul(purpose + 1, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ index, 0xc2b2ae35);
  return mix(h);
}

/** A bijection of 32-bit integers. */
export function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1). */
export function uniform(seed: number, index: number, purpose: number): number {
  return hash(seed, index, purpose) / 4_294_967_296;
}

/** A stream of numbers in [0, 1): splitmix32, started at hash(seed, index, purpose). */
export type Random = () => number;

export function random(seed: number, index: number, purpose: number): Random {
  let state = hash(seed, index, purpose);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4_294_967_296;
  };
}

/** An integer of low..high, both included. */
export function integer(next: Random, low: number, high: number): number {
  return low + Math.floor(next() * (high - low + 1));
}

export function pick<T>(next: Random, values: readonly T[]): T {
  return values[Math.floor(next() * values.length)] as T;
}

/** Values with weights, drawn in O(log n). */
export type Weighted<T> = { values: readonly T[]; cumulative: readonly number[] };

export function weighted<T>(rows: readonly (readonly [T, number])[]): Weighted<T> {
  let sum = 0;
  const cumulative = rows.map(([, weight]) => {
    sum += weight;
    return sum;
  });
  return { values: rows.map(([value]) => value), cumulative };
}

export function draw<T>(u: number, { values, cumulative }: Weighted<T>): T {
  const target = u * (cumulative[cumulative.length - 1] as number);
  return values[firstAbove(cumulative, target)] as T;
}

/** The first position whose value is greater than the target, in an ascending list. */
export function firstAbove(ascending: ArrayLike<number>, target: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
