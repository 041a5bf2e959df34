import { subjects } from '../rules/subjects.ts';
import type { Session } from './session.ts';
import { type Described, schemaOf } from './shape.ts';

/**
 * The rows of subjects as they were before the last staging of their database, of the keys of which some differ: what a rule no
 * longer checks is counted from these. They stand in a schema of their own, by the names that they have in the other.
 */
const beforeOf = (schema: string): string => `${schema}_before`;

const subjectTables = new Set<string>(Object.values(subjects).flatMap(({ reads }) => reads.slice(0, 1)));

/** The table with the rows of a subject's table as they were. */
export function beforeTable(table: string): string {
  const [schema = '', name = ''] = table.split('.');
  return `${beforeOf(schema)}.${name}`;
}

/** Which tables of a database hold records that rules judge. */
const recordsOf = (schema: string, shape: Described[]): Described[] =>
  shape.filter(({ name, key }) => key.kind !== 'REFERENCE' && subjectTables.has(`${schema}.${name}`));

/** Begins to keep what a staging replaces. Within the caller's transaction, as the other functions. */
export async function beginBefore(
  session: Session,
  { database, shape, staging }: { database: string; shape: Described[]; staging: number },
): Promise<void> {
  const schema = schemaOf(database);
  const before = beforeOf(schema);
  await session.run(`drop schema if exists ${before} cascade; create schema ${before}`);
  for (const { name } of recordsOf(schema, shape))
    await session.run(`create unlogged table ${before}.${name} (like ${schema}.${name})`);
  // A crash empties it with the others: where it has no row, nothing is known.
  await session.run(
    `create unlogged table ${before}.staged as
    select staging as previous, ${staging}::bigint as staging from run.stagings where database = '${database}'`,
  );
}

/** Keeps the rows of a table whose keys stand in `difference`, before they are replaced. */
export async function keepBefore(session: Session, { key }: Described, table: string): Promise<void> {
  if (key.kind === 'REFERENCE' || !subjectTables.has(table)) return;
  const before = beforeTable(table);
  await session.run(
    `insert into ${before} select * from ${table} where ${key.column} in (select ${key.column} from difference);
    analyze ${before}`,
  );
}

/** Everything was read anew: nothing is known of what stood before. */
export async function forgetBefore(session: Session, database: string): Promise<void> {
  await session.run(`drop schema if exists ${beforeOf(schemaOf(database))} cascade`);
}

/** Between which two stagings of a database what stood before is known; null where it is not. */
export async function readBefore(
  session: Session,
  database: string,
): Promise<{ previous: number; staging: number } | null> {
  const marker = `${beforeOf(schemaOf(database))}.staged`;
  const [there] = await session.rows<{ there: boolean }>(`select to_regclass('${marker}') is not null as there`);
  if (!there?.there) return null;
  const [row] = await session.rows<{ previous: string; staging: string }>(`select previous, staging from ${marker}`);
  return row ? { previous: Number(row.previous), staging: Number(row.staging) } : null;
}
