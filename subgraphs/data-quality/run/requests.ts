import { randomUUID } from 'node:crypto';
import type { Session } from './session.ts';

/** What a run was asked for. */
export type QualityRequest = {
  asOf: string;
  /** Ids of rules, and owners; null for all. */
  rules: readonly string[] | null;
  owners: readonly string[] | null;
  since: string | null;
  full: boolean;
};

export type Run = { id: string; kind: 'FULL' | 'INCREMENTAL'; resumed: boolean };

/** A run that was killed longer ago is not resumed: what it staged is too old. */
const resumeWithin = '1 day';

/** Resumes the run that was killed, if it was asked for the same; else ends it as ABANDONED, and begins one. */
export async function beginRun(session: Session, request: QualityRequest): Promise<Run> {
  const text = JSON.stringify([
    request.asOf,
    request.rules?.toSorted() ?? null,
    request.owners?.toSorted() ?? null,
    request.since,
    request.full,
  ]);
  return session.transaction(async () => {
    const [killed] = await session.rows<{ id: string; kind: Run['kind'] }>(
      `select q.id, q.kind from quality_runs q join run.requests r on r.run_id = q.id
      where q.state = 'RUNNING' and r.request = $1 and q.started_at > now() - $2::interval order by q.started_at desc limit 1`,
      [text, resumeWithin],
    );
    await session.run(
      `update quality_runs set state = 'ABANDONED', finished_at = now() where state = 'RUNNING' and id is distinct from $1::uuid`,
      [killed?.id ?? null],
    );
    await session.run('delete from run.requests where run_id is distinct from $1::uuid', [killed?.id ?? null]);
    if (killed) return { ...killed, resumed: true };
    const [before] = await session.rows(`select from quality_runs where state = 'COMPLETED' limit 1`);
    const run: Run = { id: randomUUID(), kind: request.full || !before ? 'FULL' : 'INCREMENTAL', resumed: false };
    await session.run(
      `insert into quality_runs (id, kind, state, as_of, started_at) values ($1, $2::run_kind, 'RUNNING', $3::date, now())`,
      [run.id, run.kind, request.asOf],
    );
    await session.run('insert into run.requests (run_id, request) values ($1, $2)', [run.id, text]);
    return run;
  });
}

/** Ends a run, and forgets the changes that every rule has seen. */
export async function endRun(session: Session, runId: string): Promise<void> {
  await session.transaction(async () => {
    await session.run(`update quality_runs set state = 'COMPLETED', finished_at = now() where id = $1`, [runId]);
    await session.run(
      `delete from run.changes c using (
        select database, min((j.seen ->> database)::bigint) as seen
        from run.stagings s join run.judged j on j.seen ? s.database group by database
      ) as by_all where c.database = by_all.database and c.staging <= by_all.seen`,
    );
  });
}
