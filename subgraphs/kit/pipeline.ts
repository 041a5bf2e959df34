import { isStale, type Rows, type Session, type Statement } from './session.ts';

type PipelineOptions = {
  /** How many connections there are at most. */
  connections: number;
  /** Opens one; see openSession. */
  open: (onLost: () => void) => Promise<Session>;
};

export type Pipeline = {
  run: (statement: Statement) => Promise<Rows>;
  /** How many connections are open or opening, and how many statements are sent or wait. */
  use: () => { open: number; pending: number };
  stop: () => Promise<void>;
};

/**
 * How many statements that are quick by nature one connection takes before the next is used: those whose plan is kept find rows by keys,
 * in some 30 µs, and to wake one of PostgreSQL's processes for each costs more. Any other takes the place of as many.
 */
const together = 8;

const weightOf = ({ keepPlan }: Statement) => (keepPlan ? 1 : together);

/**
 * Several connections, each opened when the ones before it are busy. A statement goes to the one with the least under way, the quick
 * ones a few together; it may wait there for a slow one, so what is slow by nature has a pipeline of its own.
 */
export function createPipeline({ connections, open }: PipelineOptions): Pipeline {
  const lanes = Array.from({ length: connections }, () => createLane(open));
  return {
    run: (statement) => {
      let least = lanes[0] as Lane;
      for (const lane of lanes) if (fullness(lane) < fullness(least)) least = lane;
      return least.run(statement);
    },
    use: () => ({
      open: lanes.filter((lane) => lane.isOpen()).length,
      pending: lanes.reduce((sum, lane) => sum + lane.pending(), 0),
    }),
    stop: async () => {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}

type Lane = Omit<Pipeline, 'use'> & { load: () => number; pending: () => number; isOpen: () => boolean };

const fullness = (lane: Lane) => Math.floor(lane.load() / together);

/** One session after another: the next statement opens a new one where the last is lost. */
function createLane(open: PipelineOptions['open']): Lane {
  let session: Promise<Session> | undefined;
  /** The same once it is there: to wait for what is there takes every statement a moment more. */
  let ready: Session | undefined;
  let load = 0;
  let pending = 0;
  let stopped = false;

  const reopen = (): Promise<Session> => {
    if (stopped) throw Object.assign(new Error('the database client is stopped'), { code: 'CONNECTION_ENDED' });
    const opening = open(forget);
    opening.then((opened) => {
      if (session === opening) ready = opened;
    }, forget);
    session = opening;
    return opening;
    function forget() {
      if (session !== opening) return;
      session = undefined;
      ready = undefined;
    }
  };
  const runNow = (statement: Statement): Promise<Rows> =>
    ready ? ready.run(statement) : (session ?? reopen()).then((opened) => opened.run(statement));

  const run = async (statement: Statement): Promise<Rows> => {
    const weight = weightOf(statement);
    load += weight;
    pending += 1;
    try {
      try {
        return await runNow(statement);
      } catch (error) {
        if (!isStale(error)) throw error;
        // Nothing was done, so doing it again harms nothing.
        return await runNow(statement);
      }
    } finally {
      load -= weight;
      pending -= 1;
    }
  };

  return {
    run,
    load: () => load,
    pending: () => pending,
    isOpen: () => session !== undefined,
    stop: async () => {
      stopped = true;
      await (await session?.catch(() => undefined))?.end();
    },
  };
}
