import { beforeEach, expect, test } from 'vitest';
import { createLoader, type Loader } from '../../../subgraphs/kit/batch/loader.ts';

let calls: (readonly string[])[];
let loader: Loader<string, string>;
beforeEach(() => {
  calls = [];
  loader = createLoader(async (keys) => {
    calls.push(keys);
    if (keys.includes('bad')) throw new Error('unreadable');
    return keys.map((key) => key.toUpperCase());
  });
});

test('what is asked for in a moment is one call, with each key once', async () => {
  const found = await Promise.all([
    loader.loadAll(['a', 'b', 'a']),
    loader.load('b'),
    Promise.resolve().then(() => loader.load('c')),
  ]);
  expect(found).toEqual([['A', 'B', 'A'], 'B', 'C']);
  expect(calls).toEqual([['a', 'b', 'c']]);
});

test('what is known is not read again, unless it is cleared', async () => {
  await loader.loadAll(['a', 'b']);
  expect(await loader.loadAll(['b', 'c', 'a'])).toEqual(['B', 'C', 'A']);
  loader.clear('a');
  await loader.load('a');
  expect(calls).toEqual([['a', 'b'], ['c'], ['a']]);
});

test('what could not be read rejects for all who asked, and may be asked for again', async () => {
  const asked = [loader.load('a'), loader.loadAll(['bad', 'b'])];
  for (const one of asked) await expect(one).rejects.toThrow('unreadable');
  expect(await loader.loadMany(['bad', 'c'])).toEqual([new Error('unreadable'), new Error('unreadable')]);
  expect(await loader.load('a')).toBe('A');
});

test('keys that are objects are told apart as said', async () => {
  const days = createLoader(
    async (keys: readonly { day: number }[]) => {
      calls.push(keys.map(({ day }) => String(day)));
      return keys.map(({ day }) => day + 1);
    },
    ({ day }) => day,
  );
  expect(await days.loadAll([{ day: 1 }, { day: 2 }, { day: 1 }])).toEqual([2, 3, 2]);
  expect(calls).toEqual([['1', '2']]);
});

test('too few values are nobody’s', async () => {
  await expect(createLoader(async () => []).load('a')).rejects.toThrow('as many values as keys');
});
