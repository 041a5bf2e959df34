import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { anonymous } from '../../schema/caller.ts';
import { connectDatabase, type Database } from '../../subgraphs/kit/database.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { isAnyOf } from '../../subgraphs/kit/look-up.ts';
import { appointments, officials } from '../../subgraphs/officials/tables.ts';
import { openTables } from '../access/protected-tables.ts';
import { cpuUsed } from './cpu.ts';
import { connectUnprotected } from './unprotected.ts';

const hoChiMinhCity = ['79@2025-07-01', '79@start', '74@start', '77@start'];
const within = or(inArray(officials.provinceId, hoChiMinhCity), inArray(officials.unitId, hoChiMinhCity));
const repeats = 200;
const rounds = 9;

/** What a provincial officer's statements cost under the policy, against the same filter written into the statement. */
export async function compareProvince(urls: DatabaseUrls, postmaster: number): Promise<void> {
  const plain = connectUnprotected(urls.owner);
  const bound = connectDatabase({ urls, name: 'bench', open: openTables, secret: Buffer.from('bench') });
  const caller = { ...anonymous, jurisdiction: ['79'] };
  const filtered = plain.forCaller(caller);
  const protectedRows = bound.forCaller(caller);
  const ids = (await filtered.select({ id: officials.id }).from(officials).limit(100)).map(({ id }) => id);
  const name = sql`${officials.foldedName} like '%nguyen van%'`;
  const statements: Record<string, (db: Database, filter: typeof within) => Promise<unknown[]>> = {
    '100 officials by id': (db, filter) =>
      db
        .select()
        .from(officials)
        .where(and(isAnyOf(officials.id, ids), filter)),
    'appointments of 100 officials': (db, filter) =>
      filter
        ? db
            .select({ title: appointments.title })
            .from(appointments)
            .innerJoin(officials, eq(officials.id, appointments.officialId))
            .where(and(isAnyOf(appointments.officialId, ids), filter))
        : db.select({ title: appointments.title }).from(appointments).where(isAnyOf(appointments.officialId, ids)),
    'first 50 officials by name': (db, filter) =>
      db
        .select()
        .from(officials)
        .where(filter)
        .orderBy(sql`${officials.fullName} collate "vi-x-icu"`, officials.id)
        .limit(50),
    'first 50 with a name': (db, filter) =>
      db.select().from(officials).where(and(name, filter)).orderBy(officials.id).limit(50),
  };
  console.log('\n| a provincial officer | filter in SQL | policy | ratio |\n|---|---|---|---|');
  for (const [label, statement] of Object.entries(statements)) {
    const sides = { filter: () => statement(filtered, within), policy: () => statement(protectedRows, undefined) };
    const [one, other] = [await sides.filter(), await sides.policy()];
    if (one.length !== other.length) throw new Error(`${label}: ${one.length} rows and ${other.length}`);
    const costs: Record<string, number[]> = { filter: [], policy: [] };
    for (let round = 0; round < rounds; round++)
      for (const [side, run] of Object.entries(sides)) {
        const before = cpuUsed(postmaster);
        for (let at = 0; at < repeats; at++) await run();
        const after = cpuUsed(postmaster);
        costs[side]?.push((after.node - before.node + after.postgres - before.postgres) / repeats);
      }
    const [filter, policy] = ['filter', 'policy'].map(
      (side) => costs[side]?.toSorted((a, b) => a - b)[rounds >> 1] ?? Number.NaN,
    ) as [number, number];
    console.log(
      `| ${label} (${one.length} rows) | ${filter.toFixed(3)} | ${policy.toFixed(3)} | ${(policy / filter).toFixed(2)} |`,
    );
  }
  await Promise.all([plain.stop(), bound.stop()]);
}
