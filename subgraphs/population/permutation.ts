import { mix } from './random.ts';

/** A bijection of 0 .. size-1 that looks random: numbers given out by it are unique and need no memory. */
export type Permutation = (value: number) => number;

/**
 * An affine map v -> (v x a + b) mod size with `a` coprime to `size` and near the golden section, so that neighbours land far apart.
 * `size` at most 10^10: the product is taken in halves to stay exact.
 */
export function permutation(size: number, key: number): Permutation {
  const { a, b } = coefficients(size, key);
  return affine(size, a, b);
}

/** The way back: of permutation(size, key) of a value, the value. */
export function inversePermutation(size: number, key: number): Permutation {
  const { a, b } = coefficients(size, key);
  const back = inverseOf(a, size);
  const shift = affine(size, back, 0)(b);
  return affine(size, back, (size - shift) % size);
}

function coefficients(size: number, key: number): { a: number; b: number } {
  if (!Number.isInteger(size) || size < 1 || size > 1e10) throw new RangeError(`size must be 1..10^10, not ${size}`);
  let a = Math.max(1, Math.floor(size * 0.6180339887) - (mix(key) % Math.ceil(size / 16)));
  while (greatestCommonDivisor(a, size) !== 1) a++;
  return { a, b: mix(key + 1) % size };
}

function affine(size: number, a: number, b: number): Permutation {
  if (a * size < Number.MAX_SAFE_INTEGER) return (value) => (value * a + b) % size;
  return (value) => {
    const high = Math.floor(value / 65_536);
    const low = value - high * 65_536;
    return (((((high * a) % size) * 65_536) % size) + ((low * a) % size) + b) % size;
  };
}

/** The number by which a value times `a` is multiplied to give the value again, mod size: by Euclid's algorithm. */
function inverseOf(a: number, size: number): number {
  let [rest, next] = [size, a];
  let [of, ofNext] = [0, 1];
  while (next !== 0) {
    const times = Math.floor(rest / next);
    [rest, next] = [next, rest - times * next];
    [of, ofNext] = [ofNext, of - times * ofNext];
  }
  return ((of % size) + size) % size;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
