import { createRandom } from '../../gateway/fuzz-documents.ts';

/** Values for variables; a dimension's value gives some of them together. */
export type Variables = Record<string, unknown>;

/** What varies: every combination of one value of each dimension is one body. */
export type Dimensions = readonly (readonly Variables[])[];

export type Stream = {
  /** How many different bodies there are; from then on they come again. */
  size: number;
  at: (index: number) => Variables;
};

/** The bodies of an operation in an order that a seed decides: neighbours have little in common, and none comes twice before all have come. */
export function createStream(dimensions: Dimensions, seed: number): Stream {
  const random = createRandom(seed);
  const shuffled = dimensions.filter((values) => values.length > 0).map((values) => shuffle(values, random));
  const size = shuffled.reduce((product, { length }) => product * length, 1);
  const step = BigInt(stride(size));
  return {
    size,
    at(index) {
      let place = Number((BigInt(index) * step) % BigInt(size));
      const chosen = shuffled.map((values) => {
        const value = values[place % values.length];
        place = Math.floor(place / values.length);
        return value;
      });
      return Object.assign({}, ...chosen);
    },
  };
}

function shuffle<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}

/** About the golden section of a size, and without a divisor in common with it. */
function stride(size: number): number {
  for (let step = Math.max(1, Math.round(size * 0.618)); ; step++) if (divisor(step, size) === 1) return step;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
