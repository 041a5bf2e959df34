import postgres from 'postgres';
import { copyIn, promptly } from '../../kit/copy-in.ts';

/** Said to a second run while one is under way. */
export class QualityRunningError extends Error {
  /** When the other began; null where it has not said so yet. */
  readonly since: Date | null;
  constructor(since: Date | null) {
    super(`another run is under way${since ? ` since ${since.toISOString()}` : ''}: let it end first`);
    this.since = since;
  }
}

/** One connection that a run does everything on: its lock, its settings and its temporary tables end with it. */
export type Session = {
  /** Rows of a statement. */
  rows: <T>(text: string, parameters?: Parameter[]) => Promise<T[]>;
  /** How many rows a statement touched; without parameters it may be several statements. */
  run: (text: string, parameters?: Parameter[]) => Promise<number>;
  /** Sends pieces to `copy ... from stdin`, as fast as PostgreSQL takes them. */
  copyFrom: (text: string, pieces: AsyncIterable<Buffer>) => Promise<void>;
  /** All of what `work` does, or nothing. */
  transaction: <T>(work: () => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

type Parameter = string | number | boolean | null | string[];

type SessionOptions = {
  /** Gives up, also in the middle of a statement. */
  signal?: AbortSignal | undefined;
};

const settings = {
  application_name: 'lienthong quality',
  search_path: 'public,run',
  // Fingerprints are of texts: the same whatever the server's own settings.
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  extra_float_digits: '1',
  // Hashes of some hundred thousand keys stay in memory; there is one run, of one statement at a time.
  work_mem: '128MB',
  maintenance_work_mem: '256MB',
  // The other processors are left to those who serve.
  max_parallel_workers_per_gather: '0',
  // What changed is looked up by its keys, in tables that were just written and so are in memory.
  random_page_cost: '1.1',
  jit: 'off',
  // After a crash the run goes on from what is there: what came last need not be on disk before the next begins.
  synchronous_commit: 'off',
  // A run of hours is no mistake.
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  // While records are compared with the population register, its turn is all that it has.
  idle_session_timeout: '0',
  // PostgreSQL notices that a run was killed, ends its statement and gives its turn back.
  client_connection_check_interval: '1s',
};

/** Opens the one connection of a run. Whatever is under way when the signal comes, or the connection is lost, rejects. */
export async function openSession(url: string, { signal }: SessionOptions): Promise<Session> {
  signal?.throwIfAborted();
  // postgres.js does not always end what waits for a connection that is cut, so that is watched beside it.
  const cut = Promise.withResolvers<never>();
  cut.promise.catch(() => {});
  const sql = postgres(url, {
    ...promptly,
    max: 1,
    onnotice: () => {},
    onclose: () => cut.reject(new Error('the connection to the database of data quality was lost')),
    max_lifetime: null,
    connection: settings as never,
  });
  const close = () => sql.end({ timeout: 0 });
  const giveUp = () => {
    cut.reject(signal?.reason);
    void close();
  };
  signal?.addEventListener('abort', giveUp);
  const unlessCut = <T>(work: Promise<T>): Promise<T> => Promise.race([work, cut.promise]);
  // A connection that is opened again would have neither the lock nor the temporary tables.
  const only = await unlessCut(sql.reserve());
  const ask = (text: string, parameters?: Parameter[]) => unlessCut(only.unsafe(text, parameters as never));
  return {
    rows: async (text, parameters) => [...(await ask(text, parameters))] as never,
    run: async (text, parameters) => (await ask(text, parameters)).count,
    copyFrom: (text, pieces) => unlessCut(copyIn(only.unsafe(text), pieces)),
    transaction: async (work) => {
      await ask('begin');
      try {
        const result = await work();
        await ask('commit');
        return result;
      } catch (error) {
        // The error that ended it says more than one of the roll-back.
        await ask('rollback').catch(() => {});
        throw error;
      }
    },
    close: async () => {
      signal?.removeEventListener('abort', giveUp);
      await close();
    },
  };
}

/** When the session began that has the turn: a run that was killed before is RUNNING too, but under way no more. */
const turnTakenAt = `select max(a.backend_start) from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database())
    and (l.classid::bigint << 32 | l.objid::bigint) = hashtext('lienthong quality')::bigint`;

/**
 * Takes the turn that one run at a time has, until the session ends: QualityRunningError where another has it. Waits a
 * moment: of a run that was killed, PostgreSQL may not know yet.
 */
export async function takeTurn(session: Session): Promise<void> {
  await session.run(`set lock_timeout = '3s'`);
  await session
    .run(`select pg_advisory_lock(hashtext('lienthong quality'))`)
    .catch(async (error: { code?: string }) => {
      if (error.code !== '55P03') throw error;
      const [other] = await session.rows<{ since: Date }>(
        `select started_at as since from quality_runs where state = 'RUNNING' and started_at >= (${turnTakenAt}) order by started_at desc limit 1`,
      );
      throw new QualityRunningError(other ? new Date(other.since) : null);
    });
  await session.run('reset lock_timeout');
}
