import { expect, test } from 'vitest';
import { barsOf, findChartable, type ShareOf } from '../../gateway/explorer/page/results/chart-data.ts';
import type { Table } from '../../gateway/explorer/page/results/unfold.ts';

const byProvince: Table = {
  columns: ['province.code', 'province.fullName', 'retirementYear', 'count', 'employed', 'meanMonthlySalary'],
  rows: [
    ['01', 'Hà Nội', 2030, 300, 150, null],
    ['24', 'Bắc Ninh', 2030, 100, 75, 9_000_000],
    ['27', 'Bắc Ninh', 2030, 50, 0, null],
    [null, null, 2030, 50, null, null],
  ],
};

const bars = (measure: number, shareOf: ShareOf) =>
  barsOf(byProvince, { labels: [1], measure, shareOf, untold: '–' }).map(({ label, total }) => ({
    label,
    value: total,
  }));

test('groups are named by what tells most of each key; years are keys and no measures', () => {
  expect(findChartable(byProvince)).toEqual({ labels: [1, 2], series: [1, 2], measures: [3, 4, 5] });
});

test('a row with a name of its own is called by that, and a group of keys by each of them', () => {
  const units: Table = {
    columns: ['code', 'fullName', 'kind', 'parent.fullName', 'quality.score', 'note'],
    rows: [
      ['26740', 'Phường Sài Gòn', 'WARD', 'Thành phố Hồ Chí Minh', 99, null],
      ['26743', 'Phường Bến Thành', 'WARD', 'Thành phố Hồ Chí Minh', 98, null],
    ],
  };
  expect(findChartable(units)).toEqual({ labels: [1], series: [], measures: [4] });
  const groups: Table = {
    columns: ['category', 'sex', 'jobPosition.code', 'jobPosition.name', 'isSplit', 'count'],
    rows: [
      ['CIVIL_SERVANT', 'FEMALE', 'A1', 'Chuyên viên', false, 3],
      ['CIVIL_SERVANT', 'MALE', 'A1', 'Chuyên viên', true, 2],
    ],
  };
  expect(findChartable(groups)).toEqual({ labels: [0, 1, 3], series: [0, 1, 3], measures: [5] });
});

test('what has no rows to compare, no names or nothing to measure is no chart', () => {
  expect(findChartable({ columns: ['name', 'count'], rows: [['a', 1]] })).toBeUndefined();
  expect(findChartable({ columns: ['count'], rows: [[1], [2]] })).toBeUndefined();
  expect(
    findChartable({
      columns: ['name', 'count'],
      rows: [
        ['a', null],
        ['b', null],
      ],
    }),
  ).toBeUndefined();
});

test('the longest bar comes first, groups that are called alike stay apart, and the nameless is told', () => {
  expect(bars(3, 'nothing')).toEqual([
    { label: 'Hà Nội', value: 300 },
    { label: 'Bắc Ninh', value: 100 },
    { label: 'Bắc Ninh (2)', value: 50 },
    { label: '–', value: 50 },
  ]);
});

test('shares are of the sum of all rows, or of another column of the same row', () => {
  expect(bars(3, 'sum').map(({ value }) => value)).toEqual([0.6, 0.2, 0.1, 0.1]);
  expect(bars(4, 3)).toEqual([
    { label: 'Bắc Ninh', value: 0.75 },
    { label: 'Hà Nội', value: 0.5 },
    { label: 'Bắc Ninh (2)', value: 0 },
  ]);
});

test('one of the keys can colour the parts of a bar, and then shares can be of the bar', () => {
  const table: Table = {
    columns: ['province', 'sex', 'count'],
    rows: [
      ['Huế', 'FEMALE', 30],
      ['Huế', 'MALE', 10],
      ['Cà Mau', 'MALE', 60],
    ],
  };
  const drawn = { labels: [0, 1], measure: 2, series: 1, untold: '–' };
  expect(barsOf(table, { ...drawn, shareOf: 'nothing' })).toEqual([
    { label: 'Cà Mau', total: 60, parts: [{ series: 'MALE', value: 60 }] },
    {
      label: 'Huế',
      total: 40,
      parts: [
        { series: 'FEMALE', value: 30 },
        { series: 'MALE', value: 10 },
      ],
    },
  ]);
  expect(barsOf(table, { ...drawn, shareOf: 'bar' })[1]?.parts.map(({ value }) => value)).toEqual([0.75, 0.25]);
});
