import type { Changes, ExtractSource, Position } from '../../kit/extract.ts';
import type { Likeness } from '../rules/rule.ts';
import { forgetBefore } from './before.ts';
import { nextStaging } from './bookkeeping.ts';
import { copyPieces } from './copy-pieces.ts';
import { landmarksOf } from './landmarks.ts';
import type { Session } from './session.ts';
import { checkShape, columnDefinitions, type Described, schemaOf, shapeText } from './shape.ts';
import { type Loading, stageChanges } from './stage-changes.ts';

/** Above this many changed keys everything is loaded, which is then hardly slower. */
const changesLimit = 100_000;

/** A database as it stands in the staging tables. */
export type Staged = {
  database: string;
  shape: Described[];
  /** ALREADY: by this run before it was killed. */
  how: 'WHOLE' | 'CHANGES' | 'UNCHANGED' | 'ALREADY';
  /** Rows loaded now. */
  rows: number;
};

type StageOptions = {
  runId: string;
  /** Load everything, whatever is known of changes. */
  full: boolean;
  likenesses: readonly Likeness[];
  onRows: (rows: number) => void;
  signal?: AbortSignal | undefined;
};

/**
 * Brings the staging tables of one database up to date, in one transaction with how far that reaches: all of its rows, or
 * those of the keys that changed. Errors: SourceUnavailableError, after which the tables are what they were.
 */
export async function stageSource(
  session: Session,
  source: ExtractSource,
  { runId, full, likenesses, onRows, signal }: StageOptions,
): Promise<Staged> {
  const database = source.name;
  const shape = checkShape(database, await source.describe());
  const before = await readBefore(session, database, shape);
  if (before?.runId === runId) return { database, shape, how: 'ALREADY', rows: 0 };
  const { position, keys, touched } = await source.changes(before && !full ? before.position : null, changesLimit);
  const loading: Loading = { session, source, shape, likenesses, onRows, signal };
  const remember = (rows: number) => rememberPosition(session, { database, runId, position, shape, rows });
  if (!before || full || !keys) {
    const rows = await stageWhole(loading, remember);
    return { database, shape, how: 'WHOLE', rows };
  }
  if (Object.values(keys).every((list) => list.length === 0)) {
    await remember(before.rows);
    return { database, shape, how: 'UNCHANGED', rows: 0 };
  }
  const rows = await session.transaction(async () => {
    const loaded = await stageChanges(loading, keys, touched);
    await remember(before.rows);
    return loaded;
  });
  return { database, shape, how: 'CHANGES', rows };
}

type Before = { runId: string; position: Position; rows: number };

/** What was staged last; null where it was never, has another shape, or PostgreSQL emptied the tables after a crash. */
async function readBefore(session: Session, database: string, shape: Described[]): Promise<Before | null> {
  const marker = `${schemaOf(database)}.staged`;
  const [row] = await session.rows<{ run: string; epoch: string; xid: string; rows: string }>(
    `select run_id as run, epoch, xid, rows from staged_sources
    where database = $1 and shape = $2 and to_regclass($3) is not null`,
    [database, shapeText(shape), marker],
  );
  if (!row) return null;
  const marked = await session.rows(
    `select from ${marker} m join run.stagings s on s.whole_at = m.staging and s.database = $1`,
    [database],
  );
  if (marked.length === 0) return null;
  return { runId: row.run, position: { epoch: row.epoch, xid: row.xid }, rows: Number(row.rows) };
}

async function stageWhole(
  { session, source, shape, onRows, signal }: Loading,
  remember: (rows: number) => Promise<void>,
) {
  const schema = schemaOf(source.name);
  const next = `${schema}_next`;
  return session.transaction(async () => {
    await session.run(`drop schema if exists ${next} cascade; create schema ${next}`);
    // Unlogged: what a crash takes is loaded again.
    for (const described of shape)
      await session.run(
        `create unlogged table ${next}.${described.name} (${columnDefinitions(described)}) with (autovacuum_vacuum_insert_threshold = -1)`,
      );
    const stream = source.stream({ extracts: shape.map(({ name }) => name) }, signal);
    const rows = await copyPieces(session, stream, { source: source.name, schema: next, shape, onRows });
    for (const described of shape) {
      const { name, key } = described;
      const indexed = [...(key.kind === 'REFERENCE' ? [] : [key.column]), ...landmarksOf(described)];
      for (const column of indexed) await session.run(`create index on ${next}.${name} (${column})`);
      await session.run(`analyze ${next}.${name}`);
    }
    const staging = await nextStaging(session);
    // Emptied with the others in a crash: where it has no row, they have none.
    await session.run(`create unlogged table ${next}.staged as select ${staging}::bigint as staging`);
    await session.run(`drop schema if exists ${schema} cascade; alter schema ${next} rename to ${schema}`);
    await session.run(`delete from run.changes where database = $1`, [source.name]);
    await forgetBefore(session, source.name);
    await session.run(
      `insert into run.stagings (database, staging, whole_at, reference_at) values ($1, $2, $2, $2)
      on conflict (database) do update set staging = $2, whole_at = $2, reference_at = $2`,
      [source.name, staging],
    );
    await remember(rows);
    return rows;
  });
}

async function rememberPosition(
  session: Session,
  {
    database,
    runId,
    position,
    shape,
    rows,
  }: { database: string; runId: string; position: Changes['position']; shape: Described[]; rows: number },
): Promise<void> {
  await session.run(
    `insert into staged_sources (database, run_id, epoch, xid, shape, rows, staged_at) values ($1, $2, $3, $4, $5, $6, now())
    on conflict (database) do update set run_id = $2, epoch = $3, xid = $4, shape = $5, rows = $6, staged_at = now()`,
    [database, runId, position.epoch, position.xid, shapeText(shape), rows],
  );
}
