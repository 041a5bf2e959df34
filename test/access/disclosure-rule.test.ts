import { expect, test } from 'vitest';
import { byPublished, publishedCount, publishedMean, publishedOthers } from '../../subgraphs/kit/disclosure.ts';
import { classes, expectedOf, possible } from './disclosure/published.ts';

const told = (others: number) => publishedOthers({ others, people: others });
const numbers = Array.from({ length: 61 }, (_, n) => n);

test('up to five people are not told, more of them to the nearest ten', () => {
  expect([0, 1, 4, 5, 6, 10, 15, 16, 25, 26].map(told)).toEqual([null, null, null, null, 10, 10, 10, 20, 20, 30]);
  expect(numbers.map(told)).toEqual(numbers.map(expectedOf));
});

test('few people are not told however many records they have', () => {
  expect(publishedOthers({ others: 40, people: 5 })).toBeNull();
  expect(publishedOthers({ others: 40, people: 6 })).toBe(40);
});

test('those within reach are told exactly, and whether up to five others are there is not', () => {
  const count = (own: number, others: number) => publishedCount({ own, others, people: others });
  expect(count(3, 0)).toBe(3);
  expect([0, 1, 4, 5].map((others) => count(7, others))).toEqual([7, 7, 7, 7]);
  expect(count(7, 16)).toBe(27);
  expect(count(0, 0)).toBeNull();
});

test('two answers that differ by up to five people leave several differences possible', () => {
  for (const less of numbers)
    for (const more of numbers.filter((number) => number >= less && number - less <= 5)) {
      const differences = new Set<number>();
      for (const a of numbers.filter((number) => told(number) === told(less)))
        for (const b of numbers.filter((number) => told(number) === told(more) && number >= a)) differences.add(b - a);
      expect(differences.size, `${less} of ${more}`).toBeGreaterThan(1);
    }
});

type Rule = readonly (readonly [least: number, most: number])[];

/** All ways to be told a total and its parts in which a part can only be one number. */
function revealing(rule: Rule, parts: number): string[] {
  const bounds = rule.map(([least, most]) => ({ least, most }));
  let choices: (typeof bounds)[] = [[]];
  // Parts in no order: each choice goes on from the class of its last part.
  for (let n = 0; n < parts; n++)
    choices = choices.flatMap((chosen) =>
      bounds.slice(bounds.indexOf(chosen.at(-1) ?? (bounds[0] as never))).map((next) => [...chosen, next]),
    );
  return choices.flatMap((chosen) =>
    bounds
      .filter((total) => possible(total, chosen).some(({ least, most }) => least === most))
      .map((total) => JSON.stringify({ total, parts: chosen })),
  );
}

const tens: Rule = classes.slice(0, 8).map(([least, most]) => [least, most]);

test.each([2, 3, 4, 5, 6])('a total and its %i parts never leave one possible number for a part', (parts) => {
  expect(revealing(tens, parts)).toEqual([]);
});

test('nor do parts of parts: of no tree of three levels is a number of the lowest left alone', () => {
  const bounds = classes.slice(0, 5).map(([least, most]) => ({ least, most }));
  const pairs = bounds.flatMap((first, at) => bounds.slice(at).map((second) => [first, second]));
  const intersect = (a: { least: number; most: number }, b: { least: number; most: number }) => ({
    least: Math.max(a.least, b.least),
    most: Math.min(a.most, b.most),
  });
  const sums = (parts: { least: number; most: number }[]) => ({
    least: parts.reduce((sum, part) => sum + part.least, 0),
    most: parts.reduce((sum, part) => sum + part.most, 0),
  });
  let looked = 0;
  for (const first of pairs)
    for (const second of pairs)
      for (const middle of pairs.flatMap(
        ([a, b]) =>
          [
            [a, b],
            [b, a],
          ] as never[],
      ) as (typeof bounds)[])
        for (const whole of classes.slice(0, 9).map(([least, most]) => ({ least, most }))) {
          const known = [intersect(middle[0] as never, sums(first)), intersect(middle[1] as never, sums(second))];
          const wider = possible(whole, known).map((guess, at) => intersect(guess, known[at] as never));
          if (wider.some(({ least, most }) => least > most)) continue;
          looked += 1;
          for (const [at, parts] of [first, second].entries())
            for (const { least, most } of possible(wider[at] as never, parts)) expect(most).not.toBe(least);
        }
  expect(looked).toBeGreaterThan(1_000);
});

test('numbers told to the nearest five from five on would: 10 in two withheld parts is 4 and 4', () => {
  const fives: Rule = [[0, 4], [5, 7], ...Array.from({ length: 6 }, (_, n) => [5 * n + 8, 5 * n + 12] as const)];
  expect(revealing(fives, 2)).toContain(
    JSON.stringify({ total: { least: 8, most: 12 }, parts: Array(2).fill({ least: 0, most: 4 }) }),
  );
});

test('one who knows the rest of a total exactly never learns that a withheld number is 1, 2, 3 or 4', () => {
  for (const rest of numbers)
    for (const hidden of [1, 2, 3, 4]) {
      const alike = [0, 1, 2, 3, 4, 5].filter((other) => told(rest + other) === told(rest + hidden));
      expect(alike.length, `${hidden} beside ${rest}`).toBeGreaterThan(1);
    }
});

test('what is told of the others is told again beside any number within reach', () => {
  for (const own of numbers)
    for (const others of numbers)
      expect(publishedCount({ own, others, people: others })).toBe(own + (told(others) ?? 0) || null);
});

const amount = (own: number, others: number, people = others) => ({
  ...{ own, others, people },
  ownMean: own > 0 ? 1234 : null,
  ownSum: own > 0 ? own * 1234 : null,
  sum: own * 1234 + others * 5678,
});

test('a mean is told of at least 25 others, to two digits, and a total as the number told times it', () => {
  expect(publishedMean(amount(0, 24))).toEqual({ mean: null, total: null });
  expect(publishedMean(amount(0, 25))).toEqual({ mean: null, total: null });
  expect(publishedMean(amount(0, 26))).toEqual({ mean: 5700, total: 30 * 5700 });
  expect(publishedMean(amount(0, 90, 24))).toEqual({ mean: null, total: null });
  expect(publishedMean(amount(26, 26))).toEqual({ mean: 3500, total: 56 * 3500 });
});

test('a mean of those within reach is exact where too few others to tell are beside them, and told of nobody else', () => {
  for (const others of [0, 1, 5]) expect(publishedMean(amount(3, others))).toEqual({ mean: 1234, total: 3702 });
  for (const others of [6, 24]) expect(publishedMean(amount(3, others))).toEqual({ mean: null, total: null });
  for (const others of [0, 5]) expect(publishedMean(amount(0, others))).toEqual({ mean: null, total: null });
});

test('groups told alike stay in the order of their keys', () => {
  const groups = [
    { key: 'a', count: 10 },
    { key: 'b', count: 20 },
    { key: 'c', count: 10 },
    { key: 'd', count: null },
  ];
  expect(byPublished(groups).map(({ key }) => key)).toEqual(['b', 'a', 'c', 'd']);
});
