import type { Sql } from 'postgres';
import { createIdentity } from '../../gateway/access/identity.ts';
import { createGateway } from '../../gateway/gateway.ts';
import { readSupergraph } from '../../gateway/supergraph.ts';
import { createLog } from '../../gateway/telemetry/log.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { registry } from '../../subgraphs/registry.ts';
import { databasesOf } from '../operations/databases.ts';
import { operations } from '../operations/operations.ts';
import { variablesOf } from '../operations/variables.ts';
import { createTestIdentity } from '../support/tokens.ts';
import type { startQuality } from './run-quality.ts';

type Asked = { file: string; text: string; variables: object };
/** Milliseconds of each answer, by operation. */
type Latencies = Map<string, number[]>;

type ReadsOptions = {
  urls: Record<string, DatabaseUrls>;
  databases: Record<string, Sql>;
  personKey: Buffer;
  /** How many turns without a run, and as many with one. */
  turns: number;
  /** Milliseconds of a turn without a run; a turn with one lasts as long as the run. */
  window: number;
  startRun: () => ReturnType<typeof startQuality>;
};

/** Asks the committed operations over HTTP, one after the other, in turns without and with a run going on beside; prints what each took. */
export async function benchReads({ urls, databases, personKey, turns, window, startRun }: ReadsOptions): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const { ask } = await startStack(stack, urls, personKey);
  const asked: Asked[] = [];
  const known = databasesOf({ databases } as never);
  for (const { file, text, document } of operations) {
    // A run and its findings are the reader's here: nothing is written.
    if (document.definitions.some((node) => 'operation' in node && node.operation === 'mutation')) continue;
    const [variables] = await variablesOf(file, known);
    asked.push({ file, text, variables: shortened(variables) });
  }
  const without: Latencies = new Map();
  const within: Latencies = new Map();
  // Twice at first, so that every connection knows the statements and PostgreSQL its pages.
  for (const warm of [...asked, ...asked]) await measure(ask, warm, new Map());
  for (let turn = 0; turn < turns; turn++) {
    const end = performance.now() + window;
    await measureAll(ask, asked, without, () => performance.now() > end);
    const run = startRun();
    await measureAll(ask, asked, within, run.isOver);
    await run.ended;
  }
  print(asked, without, within);
}

/** At national size the values that tests look up are more than a filter takes. */
const shortened = (variables: object): object =>
  JSON.parse(JSON.stringify(variables), (_, value) => (Array.isArray(value) ? value.slice(0, LONGEST) : value));
const LONGEST = 100;

type Ask = (asked: Asked) => Promise<string>;

async function measureAll(ask: Ask, asked: Asked[], latencies: Latencies, isOver: () => boolean): Promise<void> {
  while (!isOver())
    for (const each of asked) {
      if (isOver()) return;
      await measure(ask, each, latencies);
    }
}

async function measure(ask: Ask, asked: Asked, latencies: Latencies): Promise<void> {
  const began = performance.now();
  const answer = await ask(asked);
  const took = performance.now() - began;
  if (answer.includes('"errors":')) throw new Error(`${asked.file}: ${answer.slice(0, 500)}`);
  latencies.set(asked.file, [...(latencies.get(asked.file) ?? []), took]);
}

function print(asked: Asked[], without: Latencies, within: Latencies): void {
  const row = (name: string, before: number[], during: number[]) => {
    const cell = (share: number) => [percentile(before, share), percentile(during, share)] as const;
    const text = [0.5, 0.99].flatMap((share) => {
      const [a, b] = cell(share);
      return [a.toFixed(1), b.toFixed(1), (b / a).toFixed(2)];
    });
    console.log(`| ${name} | ${before.length} / ${during.length} | ${text.join(' | ')} |`);
  };
  console.log(
    '\n| operation | asked without / with a run | p50 without, ms | with | ratio | p99 without, ms | with | ratio |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const { file } of asked) row(file, without.get(file) ?? [], within.get(file) ?? []);
  row('**all**', [...without.values()].flat(), [...within.values()].flat());
}

/** The value that a share of the numbers does not exceed. */
function percentile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

async function startStack(stack: AsyncDisposableStack, urls: Record<string, DatabaseUrls>, personKey: Buffer) {
  const issuer = await createTestIdentity();
  const identity = createIdentity(issuer.options);
  stack.defer(() => identity.stop());
  const report = (failure: object) => console.error(failure);
  const local = await Promise.all(
    registry.map(async ({ name, load }) => {
      const databaseUrls = urls[name] as DatabaseUrls;
      const started = startSubgraph((await load()).default, { databaseUrls, personKey, report });
      stack.defer(() => started.stop());
      return started;
    }),
  );
  const gateway = await createGateway({
    supergraph: await readSupergraph('schema/supergraph.graphql', {}),
    config: { host: '127.0.0.1', port: 0, accessMode: 'filter' },
    identity,
    keyOf: () => undefined,
    local,
    log: createLog('silent'),
  });
  stack.defer(() => gateway.stop());
  const ask: Ask = async ({ text, variables }) => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${issuer.everything}` },
      body: JSON.stringify({ query: text, variables }),
    });
    return response.text();
  };
  return { ask };
}
