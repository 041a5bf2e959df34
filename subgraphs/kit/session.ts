import { LRUCache } from 'lru-cache';
import type { PostgresError, Row } from 'postgres';
import type { Claims } from './claims.ts';
import { watchSilence } from './silence.ts';
import type { Field } from './wire/answers.ts';
import type { Landed } from './wire/exchange.ts';
import type { ParameterType } from './wire/messages.ts';
import { type DatabaseAddress, openExchange } from './wire/open-exchange.ts';

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

/** Arrays or objects, as the statement asked for them. */
export type Rows = unknown[];

/**
 * How many statements PostgreSQL keeps prepared for a connection, those asked for last: texts vary with the filters and lists that
 * callers give.
 */
const maxTexts = 480;

/** Milliseconds; longer than PostgreSQL works on a statement (database.ts), and statements of a session end one after another. */
const silentFor = 20_000;

/**
 * What may go before a statement, and belongs to its transaction alone. None answers a row. Other plans than those that are kept
 * (a connection's usual way) suit the parameters given.
 */
const preludes = {
  claimed: `select where set_config('lienthong.claims', $1, true) is null`,
  planned: `select where set_config('plan_cache_mode', 'force_custom_plan', true) is null`,
  both: `select where set_config('lienthong.claims', $1, true) is null
    and set_config('plan_cache_mode', 'force_custom_plan', true) is null`,
  begin: 'begin read write',
  commit: 'commit',
};

/** Of a connection, whatever else it is given: nothing is written unasked, and a plan that is kept suits any parameters. */
const usual = { default_transaction_read_only: 'on', plan_cache_mode: 'force_generic_plan' };

export type SessionOptions = {
  database: DatabaseAddress;
  /** SQL asked once connected; its one row is for `refuse`, which throws where the connection may not be used. */
  question: string;
  refuse: (answer: Row | undefined) => void;
  /** Told once, when the session takes nothing any longer. */
  onLost: () => void;
};

export type Session = {
  run: (statement: Statement) => Promise<Rows>;
  /** Answers what it has sent, for seconds; then ends. */
  end: () => Promise<void>;
};

/** A text that was sent to be kept, under a name; what its rows are made of once it is. */
type Kept = { name: string; fields: readonly Field[] | undefined };

/**
 * One connection, on which each statement has a transaction of its own that begins with its caller's claims: setting them, the statement
 * and a sync leave in one go, and are answered as one. Statements queue one behind another.
 *
 * Why none runs without its claims or under another's:
 * - Setting the claims and the statement are written at once, with nothing between them, and PostgreSQL takes what comes up to a sync
 *   as one transaction. What fails makes it leave out the rest up to the sync: no claims, no statement.
 * - The claims are local to that transaction: the sync ends it, and with it them. Outside one they do nothing, and a policy that finds
 *   none fails.
 * - Nothing is ever sent again here, and a connection that is lost is not opened again under the same session: what waited for it fails.
 * - A text is one statement (the extended protocol takes no two), and can neither commit and go on nor be one that PostgreSQL takes
 *   from a value: values and claims are parameters.
 * - A connection that says that a transaction is still open where none should be is lost at once.
 * - Its transaction may write nothing (`default_transaction_read_only`), unless it is begun and committed for writing.
 */
export async function openSession({ database, question, refuse, onLost }: SessionOptions): Promise<Session> {
  let state: 'open' | 'ending' | 'lost' = 'open';
  let pending = 0;
  let count = 0;
  let onIdle = () => {};
  const forgotten: string[] = [];
  const texts = new LRUCache<string, Kept>({
    max: maxTexts,
    dispose: ({ name }) => {
      forgotten.push(name);
    },
  });
  const silence = watchSilence(silentFor, () => exchange.lose(closed()));
  const { exchange, answer } = await openExchange({
    ...database,
    always: usual,
    question,
    kept: preludes,
    onLost: lose,
  });
  try {
    refuse(answer);
  } catch (error) {
    exchange.lose(closed());
    throw error;
  }

  function lose(): void {
    if (state === 'open') onLost();
    state = 'lost';
  }

  function send({ claims, text, parameters, prepare, keepPlan, writes = false }: Statement): Promise<Landed> {
    const types = parameters.map(typeOf);
    // Mostly the text itself, whose hash is known.
    const key = types.some((type) => type !== 0) ? `${types.join()} ${text}` : text;
    const known = prepare ? texts.get(key) : undefined;
    const isReady = known?.fields !== undefined;
    // Sent to be kept and not yet answered: it may be refused, and then each who asks is to hear why.
    const name = isReady ? known.name : prepare && !known ? `s${count++}` : '';
    if (prepare && !known) texts.set(key, { name, fields: undefined });
    const prelude = claims === null ? (keepPlan ? undefined : 'planned') : keepPlan ? 'claimed' : 'both';
    const landed = exchange.send({
      statements: prelude ? 2 : 1,
      fields: known?.fields,
      goesOn: writes,
      write: (messages) => {
        for (const left of forgotten.splice(0)) messages.close(left);
        if (!isReady) {
          messages.parse(name, text, types);
          messages.describe(name);
        }
        if (prelude) messages.run(prelude, claims === null ? [] : [claims]);
        messages.run(name, parameters.map(textOf));
      },
    });
    return !prepare || (isReady && known) ? landed.catch(forget) : landed.then(keep, forget);

    function keep(found: Landed): Landed {
      const kept = texts.peek(key);
      if (kept?.name === name) kept.fields = found.fields;
      return found;
    }
    function forget(error: PostgresError): never {
      // What it keeps is of no use any longer, or was never kept.
      if (texts.peek(key)?.name === name && (!isReady || isStale(error))) texts.delete(key);
      // Somebody else has made it forget all.
      if (error.code === unknownStatement) exchange.lose(closed());
      throw error;
    }
  }

  async function write(statement: Statement): Promise<Landed> {
    const run = (name: 'begin' | 'commit') =>
      exchange.send({
        statements: 1,
        fields: [],
        goesOn: name === 'begin',
        write: (messages) => messages.run(name, []),
      });
    const [began, landed, committed] = await Promise.allSettled([run('begin'), send(statement), run('commit')]);
    if (began.status === 'rejected') throw began.reason;
    if (landed.status === 'rejected') throw landed.reason;
    // What was written stands only once that is said.
    if (committed.status === 'rejected') throw committed.reason;
    return landed.value;
  }

  async function run(statement: Statement): Promise<Rows> {
    if (state !== 'open') throw closed();
    pending += 1;
    silence.begin();
    try {
      const { rows, fields } = await (statement.writes ? write(statement) : send(statement));
      return statement.raw ? rows : rows.map((values) => objectOf(values, fields));
    } finally {
      pending -= 1;
      silence.end();
      if (pending === 0) onIdle();
    }
  }

  return {
    run,
    end: async () => {
      if (state === 'lost') return;
      state = 'ending';
      if (pending > 0) {
        const { promise: idle, resolve } = Promise.withResolvers<void>();
        onIdle = resolve;
        const late = setTimeout(resolve, 2_000);
        await idle;
        clearTimeout(late);
      }
      exchange.lose(closed());
    },
  };
}

const unknownStatement = '26000';

/** Whether what PostgreSQL keeps of a prepared statement is of no use any longer: a migration has changed its table. It was not run. */
export function isStale(error: unknown): boolean {
  const { code, routine } = error as { code?: string; routine?: string };
  return code === unknownStatement || routine === 'RevalidateCachedQuery';
}

/** What PostgreSQL could not infer from the text where a value is compared with nothing. */
const typeOf = (value: unknown): ParameterType =>
  typeof value === 'boolean' ? 16 : typeof value === 'bigint' ? 20 : 0;

const textOf = (value: unknown): string | null => (value === null ? null : String(value));

const objectOf = (values: readonly unknown[], fields: readonly Field[]) =>
  Object.fromEntries(values.map((value, at) => [fields[at]?.name, value]));

const closed = () => Object.assign(new Error('the connection is lost'), { code: 'CONNECTION_CLOSED' });
