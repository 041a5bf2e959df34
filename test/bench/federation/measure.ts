import type { Load } from './load.ts';
import type { Asking, Tier } from './tier.ts';
import { type Usage, usageOf, usagePer } from './usage.ts';

/** What one turn of one tier has shown; times in milliseconds. */
export type Turn = { requests: number; throughput: number; p50: number; p99: number; usage: Usage };

/** Where each tier has come in a stream, so that no body is asked twice of it. */
export type Places = Map<string, number>;

export type TurnOptions = {
  load: Load;
  stream: string;
  asking: Asking;
  places: Places;
  clients: number;
  milliseconds: number;
  /** Which of the stream's values are sent, where not as the operation itself has it. */
  names?: Record<string, string>;
  /** In place of the stream's values. */
  fixed?: Record<string, unknown> | undefined;
};

/** Loads one tier for a while. Error where an answer is not one in full. */
export async function measureTurn(tier: Tier, options: TurnOptions): Promise<Turn> {
  const { load, stream, asking, places, clients, milliseconds, fixed, names = asking.names } = options;
  const place = `${tier.name} ${stream}`;
  const from = places.get(place) ?? 0;
  const before = usageOf(tier.pids);
  const result = await load.run({
    url: new URL(asking.path ?? '', tier.url).href,
    headers: tier.headers,
    stream,
    from,
    query: asking.query,
    names,
    fixed,
    clients,
    milliseconds,
  });
  const after = usageOf(tier.pids);
  places.set(place, from + result.requests);
  const failures = Object.entries(result.failures).map(([what, count]) => `${count} × ${what}`);
  if (failures.length > 0) throw new Error(`${tier.name}, ${stream}: of ${result.requests} ${failures.join(', ')}`);
  const { requests, p50, p99 } = result;
  const throughput = (requests * 1_000) / result.milliseconds;
  return { requests, throughput, p50, p99, usage: usagePer(before, after, requests) };
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** The medians of each figure over turns. */
function medianTurn(turns: readonly Turn[]): Turn {
  const of = (value: (turn: Turn) => number) => median(turns.map(value));
  return {
    requests: of(({ requests }) => requests),
    throughput: of(({ throughput }) => throughput),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    usage: {
      gateway: of(({ usage }) => usage.gateway),
      subgraphs: of(({ usage }) => usage.subgraphs),
      postgres: of(({ usage }) => usage.postgres),
    },
  };
}

/** Turns before those that count: what all runs in one process takes longer to be compiled. */
const warming = 2;

/** Medians by the tier's name; each round in the other order, after some that do not count. */
export async function takeTurns(
  tiers: readonly Tier[],
  rounds: number,
  turnOf: (tier: Tier) => Promise<Turn>,
): Promise<Record<string, Turn>> {
  const turns = new Map(tiers.map(({ name }) => [name, [] as Turn[]]));
  for (const tier of tiers) for (let at = 0; at < warming; at++) await turnOf(tier);
  for (let round = 0; round < rounds; round++)
    for (const tier of round % 2 === 0 ? tiers : tiers.toReversed()) turns.get(tier.name)?.push(await turnOf(tier));
  return Object.fromEntries([...turns].map(([name, list]) => [name, medianTurn(list)]));
}
