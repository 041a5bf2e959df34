import { describe, expect, test } from 'vitest';
import { judge } from './judge.ts';

const before = {
  data: { unit: { name: 'Hà Nội', count: 3 }, list: { nodes: [{ id: 'a', person: { official: { id: 'x' } } }] } },
  errors: [{ message: 'Not for you.', path: ['unit', 'hidden'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
};
const expected = JSON.stringify(before);
const official = ['list', 'nodes', 0, 'person', 'official'];
const failed = (path: unknown, changes: object = {}) => ({
  message: 'The subgraph "officials" does not answer.',
  path,
  extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'officials', ...changes },
});
/** The answer before with what a list of paths holds gone, and errors added. */
const answer = (gone: (string | number)[][], errors: object[]) => {
  const { data } = structuredClone(before);
  for (const path of gone) {
    // biome-ignore lint/suspicious/noExplicitAny: any part of it
    const parent = path.slice(0, -1).reduce((value, step) => value[step], data as any);
    parent[path.at(-1) as string] = null;
  }
  return JSON.stringify({ data, errors: [...before.errors, ...errors] });
};
const verdictOf = (text: string, faulted: string | undefined = 'officials') => judge({ expected }, text, faulted);

test('the same answer is the same, byte for byte', () => {
  expect(verdictOf(expected)).toEqual({ is: 'same' });
  expect(verdictOf(`${expected}\n`)).toMatchObject({ is: 'wrong' });
  expect(judge({ expected }, answer([official], [failed(official)]), undefined)).toMatchObject({ is: 'wrong' });
});

test.each([
  ['at the path', [official], official],
  ['below it, because null went up', [['list']], official],
  ['at the entity of which a part is missing', [['unit', 'count']], ['unit']],
])('what is missing may have its error %s', (_, gone, path) => {
  expect(verdictOf(answer(gone, [failed(path)]))).toEqual({ is: 'partial' });
});

test('in a list of several types an error may name a neighbour, but none may be left out', () => {
  const gone = [official, ['unit', 'count']];
  const mixed = (errors: object[]) => judge({ expected, isMixed: true }, answer(gone, errors), 'officials');
  expect(mixed([failed(official), failed(['unit', 'name'])])).toEqual({ is: 'partial' });
  expect(mixed([failed(official)])).toMatchObject({ is: 'wrong' });
});

describe('wrong is', () => {
  const changed = (change: (data: typeof before.data) => void) => {
    const { data } = structuredClone(before);
    change(data);
    return JSON.stringify({ data, errors: [...before.errors, failed(['unit', 'count'])] });
  };
  test.each([
    ['what is missing without an error', answer([official], []), /no error says why/],
    [
      'what is missing beside an error elsewhere',
      answer([official, ['unit', 'count']], [failed(official)]),
      /unit.count/,
    ],
    [
      'an error where nothing is missing',
      answer([official], [failed(official), failed(['unit', 'name'])]),
      /unit.name/,
    ],
    ['an error without a path', answer([official], [failed(official), failed(undefined)]), /nothing is missing/],
    [
      "another's error",
      answer([official], [failed(official, { serviceName: 'labor-employment' })]),
      /labor-employment/,
    ],
    ['an error of ours', answer([official], [failed(official, { code: 'INTERNAL_SERVER_ERROR' })]), /INTERNAL/],
    ['another value', changed(({ unit }) => Object.assign(unit, { count: 4 })), /another value .* unit.count/],
    ['a shorter list', changed(({ list }) => list.nodes.pop()), /list.nodes/],
    ['a field that is left out', changed(({ unit }) => Reflect.deleteProperty(unit, 'count')), /unit/],
    ['no JSON', '<html>', /no JSON/],
  ])('%s', (_, text, why) => {
    expect(verdictOf(text)).toEqual({ is: 'wrong', why: expect.stringMatching(why) });
  });
});
