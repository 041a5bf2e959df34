/**
 * What executing a plan costs the gateway, without planning, HTTP and subgraphs: microseconds of this process's CPU an operation, by compiled
 * code and by the stock executor, over answers that were recorded from a generated register of 1,000 officials and come back
 * parsed anew each time. Medians of rounds that take turns.
 *
 * npm run bench:executor -- [--rounds 15] [--times 200]
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSupergraph } from '../../gateway/supergraph.ts';
import type { Caller } from '../../schema/caller.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { asOwner, openDatabases } from '../../subgraphs/databases.ts';
import { fillAll, migrateAll } from '../../subgraphs/fill.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { registry } from '../../subgraphs/registry.ts';
import { operations } from '../operations/operations.ts';
import { startExecutor } from '../support/one-executor.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, times: { type: 'string', default: '200' } },
});
const rounds = Number(values.rounds);
const times = Number(values.times);
const kinds = ['stock', 'compiled'] as const;

const caller: Caller = {
  subject: 'bench',
  agency: null,
  jurisdiction: 'national',
  scopes: [
    'statistics:read',
    'officials:read',
    'labour:read',
    'insurance:read',
    'person:identify',
    'person:sensitive',
    'quality:read',
  ],
  purpose: 'AUDIT',
};

await using stack = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), 'lienthong-executor-'));
// PostgreSQL runs as another user where we are root, and must get in.
await chmod(dataDir, 0o755);
stack.defer(() => rm(dataDir, { recursive: true, force: true }));
const config = { ...subgraphsEnvironment.parse({ DATA_DIR: dataDir }), officials: 1_000 };
const names = registry.map(({ name }) => name);
const opened = await openDatabases(config, names);
stack.defer(() => opened.stop());
const urls = asOwner(opened.urls);
await migrateAll(urls);
await fillAll(config, urls, names, () => {});
const subgraphs = new Map(
  await Promise.all(
    registry.map(async ({ name, load }) => {
      const started = startSubgraph((await load()).default, {
        databaseUrls: urls[name] as DatabaseUrls,
        personKey: config.personKey,
        report: (failure) => console.error(failure),
      });
      stack.defer(() => started.stop());
      return [name, started] as const;
    }),
  ),
);

const { sdl } = await readSupergraph('schema/supergraph.graphql', {});
/** An executor over answers that are remembered by the text of their fetch, of which a plan has one: its own, since each sends other lists. */
const executors = await Promise.all(
  kinds.map(async (kind) => {
    const recorded = new Map<string, { text: string; copies: object[] }>();
    const source = (name: string) => ({
      async process({ request: { query = '', variables = {} } }: { request: { query?: string; variables?: object } }) {
        const ready = recorded.get(query)?.copies.pop();
        if (ready) return ready;
        const answer = await subgraphs.get(name)?.execute({ query, variables: { ...variables }, caller });
        const text = JSON.stringify(answer);
        recorded.set(query, { text, copies: [] });
        return JSON.parse(text) as object;
      },
    });
    const { prepare, stop } = await startExecutor(sdl, source, { kind });
    stack.defer(stop);
    /** Makes what a round takes, which is not measured. */
    const prepareCopies = () => {
      for (const answer of recorded.values())
        while (answer.copies.length < times) answer.copies.push(JSON.parse(answer.text) as object);
    };
    return { prepare, prepareCopies, forget: () => recorded.clear() };
  }),
);

const textOf = (file: string) => operations.find((operation) => operation.file === file)?.text ?? '';
const [first] = executors;
const page = await first?.prepare(textOf('officials-across-databases'))({ first: 1 });
const id = page?.data.officials.nodes[0].id as string;
const asked: [name: string, text: string, variables: Record<string, unknown>][] = [
  ['50 officials', textOf('officials-across-databases'), {}],
  ['one official', textOf('official-across-databases'), { id }],
  ['one commune', textOf('first-question'), {}],
  ['id and name', 'query ($id: ID!) { official(id: $id) { id fullName } }', { id }],
];

const median = (numbers: number[]) => numbers.sort((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN;

console.log(`| operation | stock, µs | compiled, µs | ratio |\n| --- | --- | --- | --- |`);
for (const [name, text, variables] of asked) {
  const asking = executors.map((executor) => ({ ...executor, ask: executor.prepare(text), spent: [] as number[] }));
  const answers = [];
  for (const { ask } of asking) answers.push(JSON.stringify(await ask(variables)));
  if (new Set(answers).size !== 1 || answers[0]?.includes('"errors"')) throw new Error(`${name}: answers differ`);
  for (let round = -2; round < rounds; round += 1)
    for (const { ask, spent, prepareCopies } of asking) {
      prepareCopies();
      const before = process.cpuUsage();
      for (let time = 0; time < times; time += 1) await ask(variables);
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) spent.push((user + system) / times);
    }
  for (const { forget } of asking) forget();
  const [stock = Number.NaN, compiled = Number.NaN] = asking.map(({ spent }) => median(spent));
  console.log(`| ${name} | ${stock.toFixed(0)} | ${compiled.toFixed(0)} | ${(stock / compiled).toFixed(1)} |`);
}
