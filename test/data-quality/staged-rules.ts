import postgres from 'postgres';
import { inject } from 'vitest';
import { extracts as administrativeUnits } from '../../subgraphs/administrative-units/extracts.ts';
import { type Explanation, explain } from '../../subgraphs/data-quality/explain.ts';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import type { Rule } from '../../subgraphs/data-quality/rules/rule.ts';
import { subjects } from '../../subgraphs/data-quality/rules/subjects.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import type { Extract } from '../../subgraphs/kit/extract.ts';
import { extracts as laborEmployment } from '../../subgraphs/labor-employment/extracts.ts';
import { extracts as officials } from '../../subgraphs/officials/extracts.ts';
import { extracts as socialSecurity } from '../../subgraphs/social-security/extracts.ts';
import { goodRows } from './good-rows.ts';

/** The extracts of all owners, by the schema that they are staged in. */
export const staged: Readonly<Record<string, Extract[]>> = {
  administrative_units: administrativeUnits,
  officials,
  labor_employment: laborEmployment,
  social_security: socialSecurity,
};

export type Found = {
  id: string;
  part?: string;
  details: Record<string, unknown>;
  correction?: { field: string; values: string[]; certain: boolean } | null;
};
type Rows = Record<string, Record<string, unknown>[]>;

/**
 * A scratch database with the staged tables, the tables of law and `as_of()`, for judging a rule on a handful of rows.
 *
 * @param label makes the database's name unique among tests
 */
export async function stagedRules(label: string) {
  const cluster = await joinCluster(inject('dataDir'), { exclusive: false });
  const { owner } = await cluster.ensureDatabase(label);
  const sql = postgres(owner, { max: 1, onnotice: () => {} });
  for (const [schema, extracts] of Object.entries(staged)) {
    await sql.unsafe(`create schema ${schema}`);
    for (const { name, columns } of extracts) await sql.unsafe(tableOf(`${schema}.${name}`, columns));
  }
  await sql.unsafe('create schema law');
  await sql.unsafe(asOfIs('2026-10-31'));
  for (const { name, columns, rows } of lawTables()) {
    const names = Object.keys(columns);
    await sql.unsafe(tableOf(`law.${name}`, columns));
    const records = rows.map((row) => Object.fromEntries(names.map((column, at) => [column, row[at]])));
    await insert(sql, `law.${name}`, records);
  }
  return {
    sql,
    /** What a rule finds in these rows, each completed by what a good row has; in the order of ids and parts. */
    async judge(ruleId: string, rows: Rows, asOf = '2026-10-31'): Promise<Found[]> {
      const rule = ruleOf(ruleId);
      await sql.unsafe('begin');
      try {
        await sql.unsafe(asOfIs(asOf));
        for (const [table, given] of Object.entries(rows))
          await insert(
            sql,
            table,
            given.map((row) => complete(table, row)),
          );
        const found = await sql.unsafe(`select to_jsonb(f) as finding from (${judging(rule)}) f`);
        return found
          .map(({ finding }) => finding as Found)
          .sort((a, b) => `${a.id}${a.part}`.localeCompare(`${b.id}${b.part}`));
      } finally {
        await sql.unsafe('rollback');
      }
    },
    /** The columns that a rule finds, and their types. */
    async columnsOf(ruleId: string): Promise<Record<string, string>> {
      const { columns } = await sql.unsafe(`select * from (${judging(ruleOf(ruleId))}) f limit 0`);
      const types = await sql<{ oid: number; name: string }[]>`select oid::int, typname as name from pg_type`;
      return Object.fromEntries(
        columns.map(({ name, type }) => [name, types.find(({ oid }) => oid === type)?.name ?? 'none']),
      );
    },
    async stop() {
      await sql.end();
      await cluster.stop();
    },
  };
}

export function ruleOf(id: string) {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule;
}

/** A finding's explanation in Vietnamese and English, as told to one who may see everything. */
export function explained(ruleId: string, found: Found | undefined): string {
  if (!found) throw new Error(`${ruleId} found nothing`);
  const names = new Map([
    ['00001@start', 'Xã Cũ'],
    ['10001@2025-07-01', 'Phường Mới'],
    ['10002@2025-07-01', 'Xã Khác'],
    ['H26.21', 'Ủy ban nhân dân huyện Cũ'],
  ]);
  const texts = (['vi', 'en'] as const).map((language) =>
    explain(ruleOf(ruleId), found.details, language, () => true, names),
  );
  return texts
    .map(({ where, found, expected, action }: Explanation) => [where, found, expected, action].join('\n'))
    .join('\n\n');
}

/** As the engine judges a rule (run/judge.ts). */
const judging = ({ subject, applies, found }: Rule) =>
  `with subject as (select r.* from ${subjects[subject].rows} r where (${applies})) ${found}`;

const asOfIs = (day: string) =>
  `create or replace function as_of() returns date language sql immutable parallel safe return date '${day}'`;

/** A readable UUID. */
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const tableOf = (table: string, columns: Record<string, string>) =>
  `create table ${table} (${Object.entries(columns)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ')})`;

/** A row that gives a column that is not extracted fails: the rule would judge what it never gets. */
function complete(table: string, row: Record<string, unknown>): Record<string, unknown> {
  const [schema = '', name] = table.split('.');
  const columns = staged[schema]?.find((extract) => extract.name === name)?.columns ?? {};
  const unknown = Object.keys({ ...goodRows[table], ...row }).filter((column) => !(column in columns));
  if (unknown.length > 0) throw new Error(`${table} has no ${unknown.join(', ')}`);
  return { ...goodRows[table], ...row };
}

async function insert(sql: postgres.Sql, table: string, rows: Record<string, unknown>[]): Promise<void> {
  await sql.unsafe(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`, [
    JSON.stringify(rows),
  ]);
}
