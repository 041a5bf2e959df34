import { mix } from './random.ts';

/** A bijection of 0 .. size-1 that looks random: numbers given out by it are unique and need no memory. */
export type Permutation = (value: number) => number;

/**
 * An affine map v -> (v x a + b) mod size with `a` coprime to `size` and near the golden section, so that neighbours land far apart.
 * `size` at most 10^10: the product is taken in halves to stay exact.
 */
export function permutation(size: number, key: number): Permutation {
  if (!Number.isInteger(size) || size < 1 || size > 1e10) throw new RangeError(`size must be 1..10^10, not ${size}`);
  let a = Math.max(1, Math.floor(size * 0.6180339887) - (mix(key) % Math.ceil(size / 16)));
  while (greatestCommonDivisor(a, size) !== 1) a++;
  const b = mix(key + 1) % size;
  if (a * size < Number.MAX_SAFE_INTEGER) return (value) => (value * a + b) % size;
  return (value) => {
    const high = Math.floor(value / 65_536);
    const low = value - high * 65_536;
    return (((((high * a) % size) * 65_536) % size) + ((low * a) % size) + b) % size;
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
