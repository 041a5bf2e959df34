import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openCursor, sealCursor } from '../../subgraphs/kit/cursor.ts';

const key = randomBytes(32);

test('a cursor opens to the position it was made of', () => {
  const cursor = sealCursor(key, 'officials FULL_NAME ASC', ['Nguyễn Văn An', 'id-1']);
  expect(openCursor(key, 'officials FULL_NAME ASC', cursor)).toEqual(['Nguyễn Văn An', 'id-1']);
});

test('one position has one cursor, so that both ways of running give the same', () => {
  expect(sealCursor(key, 'list', ['a', 'b'])).toBe(sealCursor(key, 'list', ['a', 'b']));
  expect(sealCursor(key, 'list', ['a', 'b'])).not.toBe(sealCursor(key, 'list', ['a', 'c']));
});

test('a cursor shows nothing of the name it stands for', () => {
  const cursor = sealCursor(key, 'list', ['Nguyen Van An', 'id-1']);
  for (const encoding of ['base64url', 'base64', 'hex', 'latin1'] as const) {
    expect(Buffer.from(cursor, encoding).toString('latin1')).not.toContain('Nguyen');
  }
});

test.each([
  ['of another list', sealCursor(key, 'workers FULL_NAME ASC', ['a', 'b'])],
  ['of another order', sealCursor(key, 'officials UPDATED_AT ASC', ['a', 'b'])],
  ['of another key', sealCursor(randomBytes(32), 'officials FULL_NAME ASC', ['a', 'b'])],
  ['altered', `${sealCursor(key, 'officials FULL_NAME ASC', ['a', 'b']).slice(0, -2)}AA`],
  ['cut', sealCursor(key, 'officials FULL_NAME ASC', ['a', 'b']).slice(0, 20)],
  ['empty', ''],
  ['garbage', '💥 not base64 %%%'],
])('a cursor %s is refused as bad input', (_, cursor) => {
  expect(() => openCursor(key, 'officials FULL_NAME ASC', cursor)).toThrow(/Argument "after": expected a cursor/);
});
