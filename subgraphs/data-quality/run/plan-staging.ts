import { Readable } from 'node:stream';
import type { ChangeKind, ExtractPiece, ExtractSource, Position } from '../../kit/extract.ts';
import type { Session } from './session.ts';
import { checkShape, type Described, schemaOf, shapeText } from './shape.ts';

/** Above this many changed keys everything is loaded, which is then hardly slower. */
const changesLimit = 100_000;

/** Pieces of at most 64 KiB of a database that wait in memory while another is staged. */
const piecesAhead = 128;

/** What is to be done with a database's staging tables. */
export type StagingPlan = {
  source: ExtractSource;
  shape: Described[];
} & (
  | { how: 'ALREADY' }
  | { how: 'WHOLE'; position: Position }
  /** `rows` are those that stand. */
  | { how: 'UNCHANGED'; position: Position; rows: number }
  | { how: 'CHANGES'; position: Position; rows: number; keys: ChangedKeys; changed: Described[] }
);

export type ChangedKeys = Record<ChangeKind, string[]>;

type PlanOptions = {
  runId: string;
  /** Load everything, whatever is known of changes. */
  full: boolean;
};

/** Asks a database what it gives and what of that has changed since it was staged. Errors: SourceUnavailableError. */
export async function planStaging(
  session: Session,
  source: ExtractSource,
  { runId, full }: PlanOptions,
): Promise<StagingPlan> {
  const shape = checkShape(source.name, await source.describe());
  const before = await readBefore(session, source.name, shape);
  if (before?.runId === runId) return { source, shape, how: 'ALREADY' };
  const { position, keys, touched } = await source.changes(before && !full ? before.position : null, changesLimit);
  if (!before || full || !keys) return { source, shape, how: 'WHOLE', position };
  const { rows } = before;
  const isNone = Object.values(keys).every((list) => list.length === 0);
  if (isNone) return { source, shape, how: 'UNCHANGED', position, rows };
  const changed = shape.filter(({ name, key }) => keys[key.kind].length > 0 && (touched?.includes(name) ?? true));
  return { source, shape, how: 'CHANGES', position, rows, keys, changed };
}

/**
 * Begins to read the rows of the keys that changed, also while another database is staged: of those there are few, so that no
 * owner waits long for us. Null where all is to be read, or nothing. To be destroyed in the end.
 */
export function readAhead(plan: StagingPlan, signal: AbortSignal | undefined): Readable | null {
  if (plan.how !== 'CHANGES') return null;
  const { keys, changed, source } = plan;
  const request = {
    extracts: changed.map(({ name }) => name),
    keys: { PERSON: keys.PERSON, EMPLOYER: keys.EMPLOYER },
  };
  const pieces: AsyncIterable<ExtractPiece> = source.stream(request, signal);
  const ahead = Readable.from(pieces, { objectMode: true, highWaterMark: piecesAhead });
  // Whoever takes the pieces is told.
  ahead.on('error', () => {});
  ahead.read(0);
  return ahead;
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
