import { expect, test } from 'vitest';
import { readRow } from '../../subgraphs/kit/wire/answers.ts';

/** A DataRow as PostgreSQL sends it, behind something else. */
function rowOf(values: readonly (string | null)[]): { data: Buffer; start: number; end: number } {
  const before = Buffer.from('Trước');
  const count = Buffer.alloc(2);
  count.writeUInt16BE(values.length);
  const parts = values.flatMap((value) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(value === null ? -1 : Buffer.byteLength(value));
    return value === null ? [length] : [length, Buffer.from(value)];
  });
  const row = Buffer.concat([count, ...parts]);
  const data = Buffer.concat([before, row, Buffer.from('sau')]);
  return { data, start: before.length, end: before.length + row.length };
}

test('values are read as they were sent, whatever letters and lengths they have', () => {
  const values = [
    '0198c9aa-1b2c-7def-8a90-1234567890ab',
    'Nguyễn Thị Minh Khai',
    '',
    null,
    'é',
    '\u007f\u0080\u00ff',
    '𠮷 is beyond the first plane',
    'a'.repeat(64),
    'b'.repeat(65),
    `${'c'.repeat(63)}đ`,
    'Đ'.repeat(5_000),
    null,
    'last',
  ];
  const { data, start, end } = rowOf(values);
  const fields = values.map((_, place) => ({ name: `f${place}`, parse: undefined }));
  expect(readRow(data, start, end, fields)).toEqual(values);
});

test('what has a parser is given its text', () => {
  const { data, start, end } = rowOf(['42', null, 't', '{"tên": ["Hoà", 1]}']);
  const parsers = [Number, Number, (text: string) => text === 't', JSON.parse];
  const fields = parsers.map((parse, place) => ({ name: `f${place}`, parse }));
  expect(readRow(data, start, end, fields)).toEqual([42, null, true, { tên: ['Hoà', 1] }]);
});
