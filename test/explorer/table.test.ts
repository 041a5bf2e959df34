import { expect, test } from 'vitest';
import type { Answer } from '../../gateway/explorer/page/ask.ts';
import { createFormat, kindOf } from '../../gateway/explorer/page/results/column-kind.ts';
import { findLists } from '../../gateway/explorer/page/results/lists.ts';
import { sortRows } from '../../gateway/explorer/page/results/sort-rows.ts';
import { type Cell, unfold } from '../../gateway/explorer/page/results/unfold.ts';

const answer: Answer = {
  data: {
    provinces: {
      totalCount: 2,
      pageInfo: { hasNextPage: false, endCursor: null },
      nodes: [
        {
          code: '01',
          capital: null,
          grades: ['A', 'B'],
          communes: { totalCount: 2, nodes: [{ name: 'Ba Đình' }, { name: 'Hồng Hà' }] },
          former: [{ name: 'Hà Tây' }],
        },
        { code: '79', capital: { name: 'Sài Gòn' }, grades: [], communes: { totalCount: 0, nodes: [] }, former: [] },
      ],
    },
    statistics: [{ count: 1 }],
  },
};

const tableOf = (given: Answer, id: string) =>
  unfold(
    given,
    findLists(given.data).find((list) => list.id === id),
  );

test('every list of objects can give the rows, each before those inside it', () => {
  expect(findLists(answer.data).map(({ id }) => id)).toEqual([
    'provinces.nodes',
    'provinces.nodes.communes.nodes',
    'provinces.nodes.former',
    'statistics',
  ]);
});

test('a list gives a row an item; of lists inside it the length is told', () => {
  expect(tableOf(answer, 'provinces.nodes')).toEqual({
    around: 0,
    columns: ['code', 'capital.name', 'grades', 'communes.totalCount', 'communes (n)', 'former (n)'],
    rows: [
      ['01', null, 'A; B', 2, 2, 1],
      ['79', 'Sài Gòn', '', 0, 0, 0],
    ],
  });
});

test('an inner list repeats what surrounds it, and what has none keeps a row', () => {
  const { columns, rows, around } = tableOf(answer, 'provinces.nodes.communes.nodes');
  expect(around).toBe(4);
  expect(columns).toEqual([
    'provinces.code',
    'provinces.capital.name',
    'provinces.grades',
    'provinces.former (n)',
    'name',
  ]);
  expect(rows.map((row) => [row[0], row[4]])).toEqual([
    ['01', 'Ba Đình'],
    ['01', 'Hồng Hà'],
    ['79', null],
  ]);
});

test('columns are named by aliases, and edges are no part of a name', () => {
  const edges: Answer = {
    data: { units: { edges: [{ cursor: 'x', node: { ma: '01', cursor: 'y', cha: { ten: 'Hà Nội' } } }] } },
  };
  expect(tableOf(edges, 'units.edges').columns).toEqual(['cursor', 'ma', 'cursor #2', 'cha.ten']);
});

test('an answer without a list is one row, and an empty list none', () => {
  expect(unfold({ data: { unit: { code: '01', parent: null } } })).toEqual({
    around: 0,
    columns: ['unit.code', 'unit.parent'],
    rows: [['01', null]],
  });
  const empty: Answer = { data: { officials: { nodes: [] } } };
  expect(tableOf(empty, 'officials.nodes')).toEqual({ around: 0, columns: [], rows: [] });
});

test('what was refused or failed does not pass for what is not recorded', () => {
  const refusal = { message: 'needs a scope', extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } };
  const partly: Answer = {
    data: {
      officials: {
        nodes: [
          { born: null, agency: null },
          { born: null, agency: { name: 'Sở Nội vụ' } },
        ],
      },
    },
    errors: [
      { ...refusal, path: ['officials', 'nodes', 0, 'born'] },
      { message: 'away', path: ['officials', 'nodes', 0, 'agency', 'name'] },
    ],
  };
  const refused = { state: 'refused', message: 'needs a scope' };
  const { rows } = tableOf(partly, 'officials.nodes');
  expect(rows).toEqual([
    [refused, { state: 'failed', message: 'away' }],
    [null, 'Sở Nội vụ'],
  ]);
  // Beyond those listed one error says that there are more: then the field is refused in each row.
  const cutShort = { ...partly, errors: [...(partly.errors ?? []), refusal] };
  expect(tableOf(cutShort, 'officials.nodes').rows[1]?.[0]).toEqual(refused);
});

test('rows are sorted by number, by day and by the Vietnamese alphabet, with the untold last', () => {
  const sorted = (cells: Cell[], direction: 'ascending' | 'descending' = 'ascending') =>
    sortRows(
      cells.map((cell) => [cell]),
      { column: 0, direction },
    ).map(([cell]) => cell);
  expect(sorted([10, null, 9, -1])).toEqual([-1, 9, 10, null]);
  expect(sorted([10, null, 9, -1], 'descending')).toEqual([10, 9, -1, null]);
  expect(sorted(['2026-02-01', '2025-12-31'])).toEqual(['2025-12-31', '2026-02-01']);
  expect(sorted(['Đồng Nai', 'Huế', 'Ân Thi', 'Cà Mau', 'An Giang', 'Dĩ An'])).toEqual([
    'An Giang',
    'Ân Thi',
    'Cà Mau',
    'Dĩ An',
    'Đồng Nai',
    'Huế',
  ]);
});

test('amounts and days are written for their readers, years and codes as they are', () => {
  expect(createFormat('meanMonthlySalary', 'number', 'vi')(12345678901)).toBe('12.345.678.901');
  expect(createFormat('meanMonthlySalary', 'number', 'en')(12345678901)).toBe('12,345,678,901');
  expect(createFormat('coefficient', 'number', 'vi')(2.34)).toBe('2,34');
  expect(createFormat('retirementYear', 'number', 'vi')(2031)).toBe('2031');
  expect(createFormat('startedOn', 'date', 'en')('2026-02-01')).toBe('01/02/2026');
  // Two digits of a year would call who was born in 1928 a child of 2028.
  expect(createFormat('birthDate', 'date', 'vi')('1928-07-03')).toBe('03/07/1928');
  expect(createFormat('updatedAt', 'date', 'vi')('2026-02-01T20:00:00.000Z')).toBe('03:00 02/02/2026');
  expect(createFormat('updatedAt', 'date', 'en')('2026-02-01T20:00:00.000Z')).toBe('02/02/2026, 03:00');
  expect(createFormat('month', 'date', 'vi')('2026-02')).toBe('2026-02');
  expect(kindOf(['01', '79'])).toBe('text');
  expect(kindOf([null, 1, { state: 'failed', message: '' }, 2])).toBe('number');
  expect(kindOf(['2026-02-01', null])).toBe('date');
  expect(kindOf(['2026-02-01', 'soon'])).toBe('text');
});
