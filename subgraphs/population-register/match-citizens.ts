import postgres, { type Sql } from 'postgres';
import type { CitizenRecords } from '../kit/citizen-records.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { type BatchResult, checkBatches } from './check-batches.ts';
import type { CitizenOutcome } from './compare.ts';
import { type MatchRecords, matchRecords, type RecordToCheck } from './records.ts';
import type { FailureKind, PopulationRegister } from './register.ts';
import { beginRun, finishRun, type Recheck } from './runs.ts';

export type MatchOptions = {
  /** The database, with its owner's rights. */
  url: string;
  citizens: CitizenRecords;
  register: PopulationRegister;
  recheck: Recheck;
  /** Told how many records were asked, and how many there are. */
  onProgress: (done: number, total: number) => void;
  stopping: AbortSignal;
};

export type MatchReport = {
  /** Whether it took up a run that did not finish. */
  resumed: boolean;
  /** Records by what was found. */
  outcomes: Record<CitizenOutcome, number>;
  /** Records that were edited or removed while the register was asked: what it said is not stored, and the next run asks anew. */
  changed: number;
  /** Records whose batch got no answer, by the kind of the failure. */
  failed: Partial<Record<FailureKind, number>>;
  /** Whether it gave up, because nothing was answered any more. */
  gaveUp: boolean;
};

/** Batches that fail in a row before the rest is left: the register is down. */
const MOST_FAILURES = 12;

/** Records read at once, of which batches are made. */
const PAGE_SIZE = 5_000;

/**
 * Compares the records of one database with the population register and stores what was found: those that are new or have
 * changed, and those that `recheck` says. Killed at any moment it may be run again: what is stored is done. One at a time
 * (EnvironmentError). A record whose batch failed stays as it was, for the next run.
 */
export async function matchCitizens({
  url,
  citizens,
  register,
  recheck,
  onProgress,
  stopping,
}: MatchOptions): Promise<MatchReport> {
  const reader = connect(url, {});
  // What a crash of PostgreSQL may lose is asked again.
  const writer = connect(url, { synchronous_commit: 'off' });
  try {
    await takeTurn(writer);
    const run = await beginRun(writer, citizens.runs, recheck);
    const noted = matchRecords(reader, citizens);
    const total = await noted.note(run.cutoff);
    const report = createReport(run.resumed);
    onProgress(0, total);
    const batches = readBatches(noted, total, register.batchSize);
    await checkBatches(batches, { register, records: matchRecords(writer, citizens), stopping }, (result) => {
      report.add(result);
      onProgress(report.done(), total);
    }).catch((error: unknown) => {
      if (error !== nothingAnswered) throw error;
    });
    if (report.isWhole()) await finishRun(writer, citizens.runs, run.id);
    return report.told;
  } finally {
    await Promise.all([reader.end({ timeout: 1 }), writer.end({ timeout: 1 })]);
  }
}

const connect = (url: string, settings: Record<string, string>) =>
  postgres(url, {
    max: 1,
    // The turn lasts as long as its connection.
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: 'lienthong match', ...settings } as never,
  });

async function takeTurn(sql: Sql): Promise<void> {
  const [lock] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(hashtext('lienthong match')) as taken`;
  if (!lock?.taken)
    throw new EnvironmentError('another `npm run match` is at work on this database: wait for its end, or stop it');
}

/** The records to check, in batches; a page is read while the one before it is asked. */
async function* readBatches(records: MatchRecords, total: number, size: number): AsyncGenerator<RecordToCheck[]> {
  const read = (from: number) => (from < total ? records.page(from, PAGE_SIZE) : Promise.resolve([]));
  let next = read(0);
  for (let from = 0; from < total; from += PAGE_SIZE) {
    const page = await next;
    next = read(from + PAGE_SIZE);
    // Its failure is met above, or by nobody where the run has ended.
    next.catch(() => {});
    for (let at = 0; at < page.length; at += size) yield page.slice(at, at + size);
  }
}

const nothingAnswered = new Error('the population register answers nothing any more');

function createReport(resumed: boolean) {
  const told: MatchReport = {
    resumed,
    outcomes: { MATCHED: 0, MISMATCH: 0, NOT_FOUND: 0, DECEASED: 0, SUPERSEDED: 0 },
    changed: 0,
    failed: {},
    gaveUp: false,
  };
  let failuresInARow = 0;
  const sum = (counts: object) => Object.values(counts).reduce((one: number, other: number) => one + other, 0);
  return {
    told,
    done: () => sum(told.outcomes) + told.changed + sum(told.failed),
    isWhole: () => sum(told.failed) === 0,
    /** Throws `nothingAnswered` where it is of no use to go on. */
    add(result: BatchResult) {
      if ('found' in result) {
        failuresInARow = 0;
        told.changed += result.changed;
        for (const { outcome } of result.found) told.outcomes[outcome]++;
        return;
      }
      const { kind } = result.error;
      told.failed[kind] = (told.failed[kind] ?? 0) + result.failed;
      if (++failuresInARow < MOST_FAILURES) return;
      told.gaveUp = true;
      throw nothingAnswered;
    },
  };
}
