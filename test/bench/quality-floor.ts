import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import postgres from 'postgres';
import { databaseName } from '../../schema/subgraph-name.ts';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import type { Extract } from '../../subgraphs/kit/extract.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';

const script = join(import.meta.dirname, 'quality-floor.sql');

/** The records found under each rule: how many, and a digest of their ids in order. */
export type Found = Map<string, { count: number; digest: string }>;
export type Floor = { copySeconds: number; scriptSeconds: number; found: Found };

const columnsOf = (columns: Extract['columns']) =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');

/**
 * The least that a run could cost: the owners' extracts copied into the tables of one database, one after the other, and
 * quality-floor.sql over them. With the settings that a run's connection has, without what a run remembers.
 *
 * @param url of an empty database, which is left as it was
 */
export async function measureFloor(url: string, owners: { subgraph: Subgraph; urls: DatabaseUrls }[]): Promise<Floor> {
  const connection = { work_mem: '128MB', max_parallel_workers_per_gather: '0', jit: 'off' };
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: connection as never });
  const schemas = [...owners.map(({ subgraph }) => databaseName(subgraph.name)), 'law'];
  const dropAll = () => sql.unsafe(`drop schema if exists ${schemas.join(', ')} cascade; drop table if exists found`);
  try {
    await dropAll();
    await sql.unsafe(schemas.map((schema) => `create schema ${schema}`).join(';'));
    const began = performance.now();
    for (const { subgraph, urls } of owners) await copyExtracts(sql, subgraph, urls);
    const copied = performance.now();
    for (const { name, columns, rows } of lawTables()) {
      await sql.unsafe(`create table law.${name} (${columnsOf(columns)})`);
      const types = Object.entries(columns).map(
        ([column, type]) => `(row ->> ${Object.keys(columns).indexOf(column)})::${type}`,
      );
      await sql.unsafe(
        `insert into law.${name} select ${types.join(', ')} from jsonb_array_elements($1::text::jsonb) as row`,
        [JSON.stringify(rows)],
      );
    }
    await sql.unsafe('create unlogged table found (rule_id text, record_id text)');
    const before = performance.now();
    await sql.unsafe(await readFile(script, 'utf8')).simple();
    const judged = performance.now();
    const found = await digests(sql, 'select rule_id, record_id from found');
    return { copySeconds: (copied - began) / 1_000, scriptSeconds: (judged - before) / 1_000, found };
  } finally {
    await dropAll().catch(() => {});
    await sql.end();
  }
}

/** By the kit's source, whose COPY is read to its end and noticed to have ended. */
async function copyExtracts(sql: postgres.Sql, subgraph: Subgraph, urls: DatabaseUrls): Promise<void> {
  const { name, extracts } = subgraph;
  const tableOf = (extract: string) => `${databaseName(name)}.${extract}`;
  for (const { name: table, columns } of extracts)
    await sql.unsafe(`create unlogged table ${tableOf(table)} (${columnsOf(columns)})`);
  let target: Writable | undefined;
  const wanted = extracts.map((extract) => extract.name);
  for await (const piece of createExtractSource(subgraph, { urls }).stream({ extracts: wanted })) {
    const table = tableOf(piece.extract);
    target ??= (await sql.unsafe(`copy ${table} from stdin`).writable()) as Writable;
    if ('data' in piece) {
      if (!target.write(piece.data)) await once(target, 'drain');
      continue;
    }
    target.end();
    await finished(target);
    target = undefined;
    await sql.unsafe(`analyze ${table}`);
  }
}

/** Digests of some findings, a rule at a time. */
export async function digests(sql: postgres.Sql, findings: string): Promise<Found> {
  const rows = await sql.unsafe<{ rule: string; count: number; digest: string }[]>(
    `select rule_id as rule, count(*)::int as count, md5(string_agg(record_id, ',' order by record_id)) as digest
    from (select distinct rule_id, record_id from (${findings}) as each) as found group by 1`,
  );
  return new Map(rows.map(({ rule, count, digest }) => [rule, { count, digest }]));
}
