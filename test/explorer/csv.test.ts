import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { type CsvKind, toCsv } from '../../gateway/explorer/page/results/csv.ts';
import type { Cell } from '../../gateway/explorer/page/results/unfold.ts';

const readBack = (text: string) => Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data;
const saved = (cells: Cell[], kind: CsvKind = 'exact') => readBack(toCsv({ columns: ['a'], rows: [cells] }, kind))[1];

test('begins with the mark by which Excel knows UTF-8, and ends its lines as RFC 4180 says', () => {
  const text = toCsv({ columns: ['tên', 'số'], rows: [['Nguyễn Thị Ánh', 1]] }, 'exact');
  expect(text).toBe('\uFEFFtên,số\r\nNguyễn Thị Ánh,1\r\n');
  expect([...new TextEncoder().encode(text).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test('texts come back as they were', () => {
  const texts = [
    'a,b',
    'says "no"',
    'two\nlines',
    'two\r\nlines',
    ' led by a blank',
    'Đặng Hữu Phước',
    'a;b\tc',
    '01',
    'a=b',
  ];
  expect(saved(texts)).toEqual(texts);
});

test('a text that a spreadsheet would run is led by an apostrophe, whatever hides it', () => {
  const formulas = [
    "=cmd|' /C calc'!A0",
    '=1+1\nsecond line',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\nx',
    ' =1',
    '＝1',
    '-',
    '=HYPERLINK("http://x.example","a")',
  ];
  expect(saved(formulas)).toEqual(formulas.map((text) => `'${text}`));
  expect(saved(formulas, 'excel')).toEqual(formulas.map((text) => `'${text}`));
});

test('negative numbers stay numbers', () => {
  expect(saved([-5, '-5', '-2,5', -0.25, 12345678901])).toEqual(['-5', '-5', '-2,5', '-0.25', '12345678901']);
});

test('for Excel codes of digits are told as texts; numbers are not', () => {
  const codes = ['1E5', '01', '01.003', '001190012345', '0101234567-001', '2026-02-01', 'G09'];
  expect(saved([...codes, 1234, -5], 'excel')).toEqual([
    '="1E5"',
    '="01"',
    '="01.003"',
    '="001190012345"',
    '0101234567-001',
    '2026-02-01',
    'G09',
    '1234',
    '-5',
  ]);
});

test('what was refused is told, and what is not recorded is empty', () => {
  expect(saved([null, { state: 'refused', message: 'x' }, { state: 'failed', message: 'x' }, true])).toEqual([
    '',
    '[refused]',
    '[failed]',
    'true',
  ]);
});
