import postgres, { type PendingQuery, type Row, type RowList, type Sql } from 'postgres';
import type { Claims } from './claims.ts';
import { watchSilence } from './silence.ts';

/** One statement and whom it is for. */
export type Statement = {
  /** None for a role whose policies ask for none: that of statistics. */
  claims: Claims | null;
  text: string;
  parameters: readonly unknown[];
  /** Whether PostgreSQL keeps the parsed text for the next time. */
  prepare: boolean;
  /** Whether it keeps the plan too, because that is the same for any parameters. */
  keepPlan: boolean;
  /** Rows as arrays of columns instead of objects. */
  raw: boolean;
  /** Whether it may change what the role and the policies allow: answered once it is committed. Otherwise PostgreSQL refuses that. */
  writes?: boolean;
};

export type Rows = RowList<Row[]>;

/**
 * How many statements PostgreSQL keeps prepared for a connection, which then gives way to a new one: texts vary with the
 * filters and lists that callers give, and nothing else makes it forget one.
 */
const maxTexts = 500;

/**
 * Milliseconds. postgres.js bounds each attempt to connect and makes another where the other end hangs up at once, as a proxy
 * does that has no database behind it: so without end.
 */
const openWithin = 7_000;

/** Milliseconds; longer than PostgreSQL works on a statement (database.ts), and statements of a session end one after another. */
const silentFor = 20_000;

/**
 * What postgres.js does not show: the connection itself, and how far a query has come. Its version is pinned;
 * test/access/session.test.ts and pipeline.test.ts fail where another one differs.
 */
type Connection = { execute: (query: Query) => unknown };
type Query = PendingQuery<Row[]> & { executed: boolean; prepared: boolean; describeFirst: boolean };

type SessionOptions = {
  /** Makes a client that has not connected yet. */
  connect: (options: { max: 1; max_lifetime: null; idle_timeout: 0; onclose: () => void }) => Sql;
  /** SQL asked once connected; its one row is for `refuse`, which throws where the connection may not be used. */
  question: string;
  refuse: (answer: Row | undefined) => void;
  /** Told once, when the session takes nothing any longer. */
  onLost: () => void;
};

export type Session = {
  run: (statement: Statement) => Promise<Rows>;
  /** Takes nothing new, and ends when what it has taken is answered. */
  retire: () => void;
  /** Answers what it has sent, for seconds; then ends. */
  end: () => Promise<void>;
};

/**
 * One connection, on which each statement runs in a transaction of its own that begins with its caller's claims: `begin;
 * set local`, the statement and `commit` leave in one go, and one wait answers all three. Statements queue one behind another.
 *
 * Why none runs without its claims or under another's:
 * - The three are handed to the connection itself, at once, so that nothing comes between. (The pool of postgres.js may
 *   send them in two parts or let others overtake, while it connects and after it has lost its connection.)
 * - A statement that PostgreSQL has to parse first takes a round trip more, in which its commit could overtake it: until it
 *   is answered, nothing else is sent.
 * - postgres.js repeats a statement whose plan has become stale, behind whatever was sent since: that is turned off.
 * - A connection that is lost is not opened again under the same session: what waited for it fails.
 * - Claims are local to their transaction: outside one they do nothing, and a policy that finds none fails.
 */
export async function openSession({ connect, question, refuse, onLost }: SessionOptions): Promise<Session> {
  let connection: Connection | undefined;
  const client = connect({ max: 1, max_lifetime: null, idle_timeout: 0, onclose: () => lose() });
  const waiting: { statement: Statement; answer: (rows: Promise<Rows>) => void }[] = [];
  let state: 'open' | 'retired' | 'lost' = 'open';
  const texts = new Set<string>();
  let held = false;
  let pending = 0;
  const silence = watchSilence(silentFor, () => lose());

  /** What is under way is rejected by the client's end, what waits by `start`. */
  function lose(): void {
    if (state === 'lost') return;
    if (state === 'open') onLost();
    state = 'lost';
    client.end({ timeout: 0 }).catch(() => {});
  }

  function send(query: PendingQuery<Row[]>): Query {
    const sent = query as Query;
    sent.executed = true;
    connection?.execute(sent);
    // Only what says that it was prepared is repeated.
    sent.prepared = false;
    return sent;
  }

  async function start({ claims, text, parameters, prepare, keepPlan, raw, writes = false }: Statement): Promise<Rows> {
    if (state === 'lost') await refuseLost();
    const claimed = claims === null ? '' : `; set local lienthong.claims = '${claims}'`;
    const plan = keepPlan ? '; set local plan_cache_mode = force_generic_plan' : '';
    const begin = send(client.unsafe(`begin${writes ? '' : ' read only'}${claimed}${plan}`));
    begin.catch(() => {});
    const query = client.unsafe<Row[]>(text, [...parameters] as never[], { prepare, simple: false } as object);
    if (raw) query.values();
    const sent = send(query);
    const answer = sent.then(requireInStep);
    // Anything but an answer of PostgreSQL's says that the connection is of no use.
    const settled = answer.catch((error) => error instanceof postgres.PostgresError || lose());
    let commit: Promise<unknown>;
    if (!sent.describeFirst) commit = send(client.unsafe('commit'));
    else {
      held = true;
      commit = settled.then(release);
    }
    commit.catch(() => {});
    try {
      const rows = await answer;
      // What was written stands only once that is said.
      if (writes) await commit;
      return rows;
    } finally {
      // Where it could not begin, this error says why; the statement's own would only say that it did not.
      await begin;
    }
  }

  async function release(): Promise<void> {
    const commit = state === 'lost' ? refuseLost() : send(client.unsafe('commit'));
    held = false;
    while (!held && waiting.length > 0) {
      const next = waiting.shift();
      next?.answer(start(next.statement));
    }
    await commit;
  }

  function retire(): void {
    if (state !== 'open') return;
    state = 'retired';
    onLost();
    if (pending === 0) lose();
  }

  async function run(statement: Statement): Promise<Rows> {
    pending += 1;
    silence.begin();
    if (statement.prepare) texts.add(statement.text);
    if (texts.size > maxTexts) retire();
    try {
      return await (held ? new Promise<Rows>((answer) => waiting.push({ statement, answer })) : start(statement));
    } finally {
      pending -= 1;
      silence.end();
      if (state === 'retired' && pending === 0) lose();
    }
  }

  const asked = client.unsafe(question, [], {
    onexecute: (given: Connection) => {
      connection = given;
      return true;
    },
  } as object);
  try {
    refuse((await inTime(asked))[0]);
  } catch (error) {
    lose();
    throw error;
  }
  return {
    run,
    retire,
    end: () => {
      state = 'lost';
      return client.end({ timeout: 2 });
    },
  };
}

/** CONNECT_TIMEOUT where it takes too long to open a connection. */
function inTime(asked: Promise<Rows>): Promise<Rows> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(Object.assign(new Error('the database does not let us in'), { code: 'CONNECT_TIMEOUT' })),
    openWithin,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

async function refuseLost(): Promise<never> {
  throw Object.assign(new Error('the connection is lost'), { code: 'CONNECTION_CLOSED' });
}

/** An answer that belongs to the transaction's own commands would mean that answers have got out of step. */
function requireInStep(rows: Rows): Rows {
  if (/^(BEGIN|SET|COMMIT|ROLLBACK)$/.test(rows.command)) throw new Error('answers of the database are out of step');
  return rows;
}
