import { sql as text } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { describeError } from '../../subgraphs/kit/describe-error.ts';
import { ownerConnection } from '../support/owner-connection.ts';

const sql = ownerConnection(inject('databaseUrls').officials as DatabaseUrls);
afterAll(() => sql.end());

const value = 'Nguyễn Văn An\n    at 001099000001 (/work/subgraphs/a.ts:1:1)';
const thrown = (work: PromiseLike<unknown>) =>
  Promise.resolve(work).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
const refused = () => thrown(sql`select ${value}::text::uuid`);
const raised = () =>
  thrown(
    sql.unsafe(
      `do $$ begin raise exception 'Nguyễn Văn An' using detail = '001099000001', hint = '001099000001'; end $$`,
    ),
  );

test.each<[string, () => Promise<Error | undefined>]>([
  ['itself', refused],
  ['as the cause of another', async () => new Error('Nguyễn Văn An', { cause: await refused() })],
  ['beside others', async () => new AggregateError([new Error('Nguyễn Văn An'), await refused()], 'several')],
  ['within what drizzle says', () => thrown(drizzle(sql).execute(text`select ${value}::text::uuid`))],
])('an error of PostgreSQL is told by its SQLSTATE and routine alone: %s', async (_, make) => {
  const told = describeError(await make());
  expect(told.split('\n')[0]).toBe('lienthong: PostgreSQL refused a statement (22P02, string_to_uuid)');
  expect(told).not.toMatch(/Nguy|0010/);
});

test('nothing that was raised with it is told', async () => {
  const told = describeError(await raised());
  expect(told.split('\n')[0]).toBe('lienthong: PostgreSQL refused a statement (P0001, exec_stmt_raise)');
  expect(told).not.toMatch(/Nguy|0010/);
});

test('where in our code it was is told', async () => {
  const error = new Error('Nguyễn Văn An', { cause: await refused() });
  expect(describeError(error)).toContain('describe-error.test.ts');
});

test('any other error is told with its stack', () => {
  const error = new Error('expected one row');
  expect(describeError(error)).toBe(error.stack);
  expect(describeError('stopped')).toBe('stopped');
});
