import { expect, test } from 'vitest';
import { barsOf, findChartable, type ShareOf } from '../../gateway/explorer/page/results/chart-data.ts';
import { type Table, type Unfolded, unfold } from '../../gateway/explorer/page/results/unfold.ts';

const byProvince: Unfolded = {
  around: 0,
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
  const units: Unfolded = {
    around: 0,
    columns: ['code', 'fullName', 'kind', 'parent.fullName', 'quality.score', 'note'],
    rows: [
      ['26740', 'Phường Sài Gòn', 'WARD', 'Thành phố Hồ Chí Minh', 99, null],
      ['26743', 'Phường Bến Thành', 'WARD', 'Thành phố Hồ Chí Minh', 98, null],
    ],
  };
  expect(findChartable(units)).toEqual({ labels: [1], series: [], measures: [4] });
  const groups: Unfolded = {
    around: 0,
    columns: ['category', 'sex', 'jobPosition.code', 'jobPosition.name', 'isSplit', 'count'],
    rows: [
      ['CIVIL_SERVANT', 'FEMALE', 'A1', 'Chuyên viên', false, 3],
      ['CIVIL_SERVANT', 'MALE', 'A1', 'Chuyên viên', true, 2],
    ],
  };
  expect(findChartable(groups)).toEqual({ labels: [0, 1, 3], series: [0, 1, 3], measures: [5] });
});

test('what has no rows to compare, no names or nothing to measure is no chart', () => {
  expect(findChartable({ around: 0, columns: ['name', 'count'], rows: [['a', 1]] })).toBeUndefined();
  expect(findChartable({ around: 0, columns: ['count'], rows: [[1], [2]] })).toBeUndefined();
  expect(
    findChartable({
      around: 0,
      columns: ['name', 'count'],
      rows: [
        ['a', null],
        ['b', null],
      ],
    }),
  ).toBeUndefined();
});

test('what surrounds a row gives it no length, and names it after its own keys', () => {
  const scores = (score: number) => [
    { dimension: 'CORRECT', score },
    { dimension: 'LIVING', score: score - 1 },
  ];
  const data = {
    units: [
      { fullName: 'Phường Sài Gòn', officials: 40, scores: scores(99), former: [{ name: 'Bến Nghé' }] },
      { fullName: 'Phường Bến Thành', officials: 30, scores: scores(97), former: [{ name: 'Phạm Ngũ Lão' }] },
    ],
  };
  const inner = unfold({ data }, { id: 'units.scores', keys: ['units', 'scores'] });
  const chartable = findChartable(inner);
  const called = (places: readonly number[] = []) => places.map((at) => inner.columns[at]);
  expect(called(chartable?.labels)).toEqual(['dimension', 'units.fullName']);
  expect(called(chartable?.measures)).toEqual(['score']);
  // The officials are of the unit of today, and none of a former one.
  expect(findChartable(unfold({ data }, { id: 'units.former', keys: ['units', 'former'] }))).toBeUndefined();
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
