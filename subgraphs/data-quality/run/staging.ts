import type { Readable } from 'node:stream';
import type { Position } from '../../kit/extract.ts';
import type { Likeness } from '../rules/rule.ts';
import { forgetBefore } from './before.ts';
import { nextStaging } from './bookkeeping.ts';
import { copyPieces } from './copy-pieces.ts';
import { landmarksOf } from './landmarks.ts';
import type { StagingPlan } from './plan-staging.ts';
import type { Session } from './session.ts';
import { columnDefinitions, type Described, schemaOf, shapeText } from './shape.ts';
import { stageChanges } from './stage-changes.ts';

type StageOptions = {
  runId: string;
  /** By which columns rules compare records of several keys, of any database. */
  likenesses: readonly Likeness[];
  /** The rows of the keys that changed, which are being read; for a plan of CHANGES. */
  pieces: Readable | null;
  onRows: (rows: number) => void;
  signal?: AbortSignal | undefined;
};

/**
 * Brings the staging tables of one database up to date, in one transaction with how far that reaches: all of its rows, or
 * those of the keys that changed. Errors: SourceUnavailableError, after which the tables are what they were.
 *
 * @returns rows loaded now
 */
export async function stageSource(session: Session, plan: StagingPlan, options: StageOptions): Promise<number> {
  const { runId, likenesses, pieces, onRows } = options;
  const { source, shape } = plan;
  if (plan.how === 'ALREADY') return 0;
  const remember = (rows: number) =>
    rememberPosition(session, { database: source.name, runId, position: plan.position, shape, rows });
  if (plan.how === 'WHOLE') return stageWhole(session, plan, { ...options, remember });
  return session.transaction(async () => {
    const loaded =
      plan.how === 'CHANGES' && pieces ? await stageChanges(session, plan, { likenesses, pieces, onRows }) : 0;
    await remember(plan.rows);
    return loaded;
  });
}

type WholeOptions = Pick<StageOptions, 'onRows' | 'signal'> & { remember: (rows: number) => Promise<void> };

function stageWhole(
  session: Session,
  { source, shape }: StagingPlan,
  { onRows, signal, remember }: WholeOptions,
): Promise<number> {
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
  }: { database: string; runId: string; position: Position; shape: Described[]; rows: number },
): Promise<void> {
  await session.run(
    `insert into staged_sources (database, run_id, epoch, xid, shape, rows, staged_at) values ($1, $2, $3, $4, $5, $6, now())
    on conflict (database) do update set run_id = $2, epoch = $3, xid = $4, shape = $5, rows = $6, staged_at = now()`,
    [database, runId, position.epoch, position.xid, shapeText(shape), rows],
  );
}
