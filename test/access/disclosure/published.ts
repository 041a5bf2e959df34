// The rule of published numbers, written out once more for the tests: they never ask the code what it should answer.

/** The numbers of people that are told alike: [least, most, as told]. */
export const classes = [
  [0, 5, null],
  ...Array.from({ length: 2_000 }, (_, n) => [10 * n + 6, 10 * n + 15, 10 * n + 10] as const),
] as const;

/** What is told of a number of people out of reach. */
export function expectedOf(number: number): number | null {
  const found = classes.find(([least, most]) => least <= number && number <= most);
  if (!found) throw new RangeError(`no class for ${number}`);
  return found[2];
}

/** The least and the most people that a told number can stand for. */
export function boundsOf(told: number | null): { least: number; most: number } {
  const found = classes.find((candidate) => candidate[2] === told);
  if (!found) throw new RangeError(`${told} is never told`);
  return { least: found[0], most: found[1] };
}

/** The least and the most people that what is told of a number can stand for. */
export const expectedBounds = (number: number) => boundsOf(expectedOf(number));

type Bounds = { least: number; most: number };

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** The numbers that each part can be, for one who knows the bounds of all parts and of their total; least > most: none. */
export function possible(total: Bounds, parts: Bounds[]): Bounds[] {
  return parts.map(({ least, most }, at) => {
    const others = parts.filter((_, index) => index !== at);
    return {
      least: Math.max(least, total.least - sum(others.map((part) => part.most))),
      most: Math.min(most, total.most - sum(others.map((part) => part.least))),
    };
  });
}
