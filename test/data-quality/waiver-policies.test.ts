import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, type Caller } from '../../schema/caller.ts';
import { claimsOf, everything, writingClaimsOf } from '../../subgraphs/kit/claims.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { findingRow } from './made-findings.ts';

// The database itself, asked by the application's role: whatever the code above it forgets, no more than this can be written.

const steward: Caller = {
  ...anonymous,
  subject: "steward's",
  jurisdiction: ['79'],
  scopes: ['quality:read', 'quality:write'],
};
const of = (caller: Caller, changes: Partial<Caller> = {}) => writingClaimsOf({ ...caller, ...changes });
const place = { unit_id: '79@2025-07-01', province_id: '79@2025-07-01' };
const made = {
  open: findingRow({ rule: 'worker-number', ...place, part: 'open' }),
  resolved: findingRow({ rule: 'worker-number', ...place, part: 'resolved', state: 'RESOLVED' }),
  elsewhere: findingRow({ rule: 'worker-number', unit_id: '01@start', province_id: '01@start', part: 'elsewhere' }),
  kept: findingRow({ rule: 'worker-number', unit_id: '01@start', province_id: '01@start', part: 'kept' }),
};

let own: Awaited<ReturnType<typeof ownDatabase>>;
let owner: Sql;
let sql: Sql;
beforeAll(async () => {
  own = await ownDatabase('data-quality', 'waiver_policies');
  owner = ownerConnection(own.urls);
  await owner`insert into findings ${owner(Object.values(made))}`;
  sql = postgres(own.urls.application, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await sql?.end();
  await owner?.end();
  await own?.stop();
});

/** How many rows a statement has written, or the SQLSTATE of its refusal; undone in any case. */
async function attempt(claims: string, statement: string, begin = ''): Promise<number | string> {
  const undo = new Error('undo');
  let count = 0;
  return sql
    .begin(begin, async (tx) => {
      await tx.unsafe(`set local lienthong.claims = '${claims}'`);
      count = (await tx.unsafe(statement)).count;
      throw undo;
    })
    .catch((error: Error & { code?: string }) => (error === undo ? count : (error.code ?? error.message)));
}

const waiver = (id: string, { by = "steward's", fingerprint = 'as made', reason = 'a good reason' } = {}) =>
  `insert into waivers (finding_id, fingerprint, reason, waived_by) values ('${id}', '${fingerprint}', '${reason}', '${by.replaceAll("'", "''")}')`;
const at = (when: string, columns = '') =>
  `insert into waivers (finding_id, fingerprint, reason, waived_by, waived_at${columns})
    values ('${made.open.id}', 'as made', 'a good reason', 'steward''s', ${when})`;
const [refused, unchecked] = ['42501', '23514'];

test('a steward waives an open finding of its province in its own name', async () => {
  expect(await attempt(of(steward), waiver(made.open.id))).toBe(1);
});

test.each([
  ['in the name of another', of(steward), waiver(made.open.id, { by: 'another' }), refused],
  ['without the scope', of(steward, { scopes: ['quality:read'] }), waiver(made.open.id), refused],
  ['with the claims of one who reads', claimsOf(steward), waiver(made.open.id), refused],
  ['with those of statistics', everything, waiver(made.open.id), refused],
  ['without a subject', of(steward, { subject: null }), waiver(made.open.id), refused],
  ['of another province', of(steward), waiver(made.elsewhere.id), refused],
  ['a resolved one', of(steward), waiver(made.resolved.id), refused],
  ['a record that has changed', of(steward), waiver(made.open.id, { fingerprint: 'another' }), refused],
  ['findings themselves', of(steward), `update findings set state = 'WAIVED'`, refused],
  ['findings away', of(steward), 'delete from findings', refused],
  ['scores', of(steward), 'update quality_cells set open = 0', refused],
  ['a waiver over', of(steward), `update waivers set reason = 'another reason'`, refused],
  ['another into a waiver', of(steward), `update waivers set waived_by = 'another', withdrawn_by = 'x'`, refused],
  ['a waiver away', of(steward), 'delete from waivers', refused],
  ['all waivers away', of(steward), 'truncate waivers', refused],
  ['one of long ago', of(steward), at(`'1999-01-01'`), refused],
  ['one of tomorrow', of(steward), at(`now() + interval '1 day'`), refused],
  ['one taken back already', of(steward), at(`now(), 'another', now()`, ', withdrawn_by, withdrawn_at'), refused],
  ['no reason', of(steward), waiver(made.open.id, { reason: '' }), unchecked],
  ['a blank one', of(steward), waiver(made.open.id, { reason: ' \n\t'.repeat(9) }), unchecked],
  ['a long one', of(steward), waiver(made.open.id, { reason: 'a'.repeat(1_001) }), unchecked],
  ['a personal number', of(steward), waiver(made.open.id, { reason: 'it is 079 085 012.345' }), unchecked],
])('nobody writes %s', async (_, claims, statement, code) => {
  expect(await attempt(claims, statement)).toBe(code);
});

test('in a transaction that reads nothing is written at all', async () => {
  expect(await attempt(of(steward), waiver(made.open.id), 'read only')).toBe('25006');
});

test('a waiver is taken back by who may see its finding and has the scope, in its own name and now, and once', async () => {
  await owner`insert into waivers (finding_id, fingerprint, reason, waived_by) values (${made.open.id}, 'as made', 'a good reason', 'another')`;
  const stateOf = async () => (await owner`select state from findings where id = ${made.open.id}`)[0]?.state;
  expect(await stateOf()).toBe('WAIVED');
  const back = (by = "steward''s", when = 'now()') =>
    `update waivers set withdrawn_by = '${by}', withdrawn_at = ${when}`;
  expect(await attempt(of(steward), back())).toBe(1);
  expect(await attempt(of(steward), back('another'))).toBe(refused);
  expect(await attempt(of(steward), back(undefined, `'1999-01-01'`))).toBe(refused);
  expect(await attempt(of(steward), back(undefined, 'null'))).toBe(refused);
  expect(await attempt(of(steward), `update waivers set withdrawn_at = now()`)).toBe(refused);
  expect(await attempt(of(steward, { scopes: ['quality:read'] }), back())).toBe(0);
  expect(await attempt(of(steward, { jurisdiction: ['01'] }), back())).toBe(0);
  expect(await attempt(claimsOf(steward), back())).toBe(0);
  await owner.unsafe(back());
  expect(await stateOf()).toBe('OPEN');
  expect(await attempt(of(steward), back())).toBe(0);
  // And what was taken back may be waived anew.
  expect(await attempt(of(steward), waiver(made.open.id))).toBe(1);
});

test('a finding with waivers is not deleted, not even by its owner', async () => {
  await owner`insert into waivers (finding_id, fingerprint, reason, waived_by) values (${made.kept.id}, 'as made', 'a good reason', 'another')`;
  await expect(owner`delete from findings where id = ${made.kept.id}`).rejects.toMatchObject({ code: '23503' });
});

test('nobody else hangs what changes findings on a table of his own', async () => {
  const [may] = await owner`select has_function_privilege('public', 'follow_waiver()', 'execute') as execute,
    (select proconfig from pg_proc where oid = 'follow_waiver()'::regprocedure) as settings`;
  expect(may).toEqual({ execute: false, settings: ['search_path=pg_catalog, pg_temp'] });
});

test('whatever a subject is called, it stays text', async () => {
  for (const subject of ["'; select 1 --", '\\', '"}', 'Nguyễn Văn Á', '\u{1F600}']) {
    const claims = of(steward, { subject, scopes: ["quality:write'", 'quality:write'] });
    expect(await attempt(claims, waiver(made.open.id, { by: subject })), subject).toBe(1);
  }
});
