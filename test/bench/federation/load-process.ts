/** The clients, as a process of their own: forked by load.ts, told what to ask by messages. */
import { Pool } from 'undici';
import { createStream, type Dimensions, type Stream, type Variables } from './stream.ts';

/** Bodies that are to be asked, known by a name from then on. */
export type StreamMessage = { stream: string; dimensions: Dimensions; seed: number };

export type TurnMessage = {
  turn: {
    url: string;
    headers: Record<string, string>;
    stream: string;
    /** Which body of the stream is the first. */
    from: number;
    /** The text of the query; none where the address alone says what is asked. */
    query?: string | undefined;
    /** Which of a stream's values are sent, by the name under which each is sent; as they are without it. */
    names?: Record<string, string> | undefined;
    /** Sent with each body. */
    fixed?: Variables | undefined;
    clients: number;
    milliseconds: number;
    /** At most; for a turn that is counted and not timed. */
    requests?: number | undefined;
  };
};

export type TurnResult = {
  requests: number;
  /** What came back and was no full answer, by what it was. */
  failures: Record<string, number>;
  milliseconds: number;
  p50: number;
  p99: number;
};

const streams = new Map<string, Stream>();

process.on('message', async (message: StreamMessage | TurnMessage) => {
  if ('stream' in message) {
    streams.set(message.stream, createStream(message.dimensions, message.seed));
    return;
  }
  process.send?.(await run(message.turn));
});
process.on('disconnect', () => process.exit());

async function run(turn: TurnMessage['turn']): Promise<TurnResult> {
  const stream = streams.get(turn.stream) as Stream;
  const { origin, pathname } = new URL(turn.url);
  const pool = new Pool(origin, { connections: turn.clients, pipelining: 1 });
  const latencies: number[] = [];
  const failures: Record<string, number> = {};
  const began = performance.now();
  const until = began + turn.milliseconds;
  let next = turn.from;
  const end = turn.from + (turn.requests ?? Number.POSITIVE_INFINITY);
  const client = async () => {
    while (performance.now() < until && next < end) {
      const variables = named({ ...stream.at(next++), ...turn.fixed }, turn.names);
      const body = JSON.stringify(turn.query === undefined ? variables : { query: turn.query, variables });
      const asked = performance.now();
      const failure = await ask(pool, pathname, turn.headers, body);
      latencies.push(performance.now() - asked);
      if (failure) failures[failure] = (failures[failure] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: turn.clients }, client));
  const milliseconds = performance.now() - began;
  await pool.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { requests: latencies.length, failures, milliseconds, p50: at(0.5), p99: at(0.99) };
}

/** Undefined where it was answered in full. */
async function ask(
  pool: Pool,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<string | undefined> {
  try {
    const response = await pool.request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.body.text();
    if (response.statusCode !== 200) return `status ${response.statusCode}`;
    // Data comes first; a name within it would stand behind a backslash.
    return text.includes('"errors":[{') ? 'errors' : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
  }
}

function named(variables: Variables, names: Record<string, string> | undefined): Variables {
  if (!names) return variables;
  return Object.fromEntries(Object.entries(names).map(([sent, name]) => [sent, variables[name]]));
}
