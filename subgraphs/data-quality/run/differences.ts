import type { Session } from './session.ts';
import { columnList, type Described } from './shape.ts';

/** Where the rows of an extract stand, and where those that the owner has now of the changed keys. */
type Tables = { table: string; incoming: string };

/** Which keys were asked for; null of reference data, which is read whole. */
const askedFor = ({ key }: Described): string | null =>
  key.kind === 'REFERENCE' ? null : `${key.column} in (select key from changed_${key.kind.toLowerCase()})`;

/**
 * Finds the rows of the changed keys that are no more, and those that are new, into the table `difference` (`is_new` beside
 * the columns).
 *
 * @returns how many these are, and how many rows were sent of keys that nobody had asked for
 */
export async function findDifference(
  session: Session,
  described: Described,
  { table, incoming }: Tables,
): Promise<{ rows: number; foreign: number }> {
  const asked = askedFor(described);
  const columns = columnList(described);
  const stood = `select ${columns} from ${table} where ${asked ?? 'true'}`;
  const rows = await session.run(
    `create temp table difference as
    with stood as materialized (${stood}), sent as materialized (select ${columns} from ${incoming})
    select false as is_new, gone.* from (table stood except all table sent) as gone
    union all select true, came.* from (table sent except all table stood) as came`,
  );
  await session.run('analyze difference');
  const foreign = asked ? await session.rows(`select from difference where is_new and not (${asked}) limit 1`) : [];
  return { rows, foreign: foreign.length };
}

/** What is remembered of a difference, until every rule has seen it: `staging` says since when. */
type Remembering = { database: string; table: string; staging: number };

const insertChanges = (session: Session, { database, staging }: Remembering, source: string, keys: string) =>
  session.run(
    `insert into run.changes (database, source, key, staging) select '${database}', '${source}', key, ${staging} from (${keys}) as keys
    on conflict (database, source, key) do update set staging = excluded.staging`,
  );

/** Remembers whose rows differ. */
export async function rememberKeys(session: Session, { key }: Described, remembering: Remembering): Promise<void> {
  if (key.kind !== 'REFERENCE')
    await insertChanges(
      session,
      remembering,
      remembering.table,
      `select distinct ${key.column}::text as key from difference`,
    );
}

/** Remembers the values of a column in rows that differ in one of some columns, as they were and as they are. */
export async function rememberValues(
  session: Session,
  { column, compared, ...remembering }: Remembering & { column: string; compared: readonly string[] },
): Promise<void> {
  const rows = (isNew: boolean) => `select ${compared.join(', ')} from difference where is_new = ${isNew}`;
  await insertChanges(
    session,
    remembering,
    changedValues(remembering.table, column),
    `select distinct ${column} as key from (
      (${rows(true)} except all ${rows(false)}) union all (${rows(false)} except all ${rows(true)})) as differing
    where ${column} is not null`,
  );
}

/** Under which source the changed values of a column are remembered; keys under their table's name. */
export const changedValues = (table: string, column: string): string => `${table}.${column}`;

/** Replaces the rows of the keys of which some differ. */
export async function replaceDiffering(
  session: Session,
  described: Described,
  { table, incoming }: Tables,
): Promise<void> {
  const { key } = described;
  const differing = key.kind === 'REFERENCE' ? 'true' : `${key.column} in (select ${key.column} from difference)`;
  await session.run(key.kind === 'REFERENCE' ? `truncate ${table}` : `delete from ${table} where ${differing}`);
  const columns = columnList(described);
  await session.run(`insert into ${table} (${columns}) select ${columns} from ${incoming} where ${differing}`);
}

export async function dropDifference(session: Session): Promise<void> {
  await session.run('drop table pg_temp.difference');
}
