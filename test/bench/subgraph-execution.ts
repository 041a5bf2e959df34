/**
 * What subgraphs in this process cost: each request that a gateway sends them for a page of officials and for one official, by
 * graphql-js and by the kit's own execution, in turns and over the same rows. Prints a table in Markdown: microseconds of
 * this process's CPU a request, with its statements, and without them (its rows kept from the request before).
 *
 * npm run bench:subgraphs -- [--officials 4000] [--rounds 15] [--only officials-across-databases] [--data /tmp/folder]
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createIdentity } from '../../gateway/access/identity.ts';
import { createGateway } from '../../gateway/gateway.ts';
import { readSupergraph } from '../../gateway/supergraph.ts';
import { createLog } from '../../gateway/telemetry/log.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { asOwner, openDatabases } from '../../subgraphs/databases.ts';
import { fillAll, migrateAll } from '../../subgraphs/fill.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { SubgraphRequest } from '../../subgraphs/kit/execute.ts';
import { registry } from '../../subgraphs/registry.ts';
import { databasesOf } from '../operations/databases.ts';
import { operations } from '../operations/operations.ts';
import { variablesOf } from '../operations/variables.ts';
import { type Executions, startExecutions } from '../support/executions.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { createTestIdentity } from '../support/tokens.ts';

const { values } = parseArgs({
  options: {
    officials: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '15' },
    only: { type: 'string', multiple: true, default: ['officials-across-databases', 'official-across-databases'] },
    data: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
/** Requests a turn. */
const repeats = 20;

await using stack = new AsyncDisposableStack();
const dataDir = values.data ?? (await mkdtemp(join(tmpdir(), 'lienthong-bench-')));
// PostgreSQL runs as another user where we are root, and must get in.
await chmod(dataDir, 0o755);
if (!values.data) stack.defer(() => rm(dataDir, { recursive: true, force: true }));
const config = { ...subgraphsEnvironment.parse({ DATA_DIR: dataDir }), officials: Number(values.officials) };
const names = registry.map(({ name }) => name);
const opened = await openDatabases(config, names);
stack.defer(() => opened.stop());
const urls = asOwner(opened.urls);
await migrateAll(urls);
await fillAll(config, urls, names, () => {});
const databaseUrls = urls as Record<string, DatabaseUrls>;

const reading = await startExecutions(databaseUrls, config.personKey);
stack.defer(() => reading.stop());
const keeping = await startExecutions(databaseUrls, config.personKey, true);
stack.defer(() => keeping.stop());

const issuer = await createTestIdentity();
const identity = createIdentity(issuer.options);
const asked: { name: string; request: SubgraphRequest }[] = [];
const gateway = await createGateway({
  supergraph: await readSupergraph('schema/supergraph.graphql', {}),
  config: { host: '127.0.0.1', port: 0, accessMode: 'filter' },
  identity,
  keyOf: () => undefined,
  local: names.map((name) => ({
    name,
    execute: (request: SubgraphRequest) => {
      asked.push({ name, request });
      return (reading.byName[name] as Executions).own(request);
    },
    isReady: async () => true,
  })),
  log: createLog('silent'),
});
stack.defer(() => gateway.stop());

async function ask(query: string, variables: object): Promise<void> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${issuer.everything}` },
    body: JSON.stringify({ query, variables }),
  });
  if ((await response.text()).includes('"errors"')) throw new Error('an operation is not answered in full');
}

const owners = Object.fromEntries(names.map((name) => [name, ownerConnection(databaseUrls[name] as DatabaseUrls)]));
for (const sql of Object.values(owners)) stack.defer(() => sql.end());
const databases = databasesOf({ databases: owners } as never);

/** Microseconds of CPU of one request. */
async function cost(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < repeats; at++) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / repeats;
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
const one = (number: number) => String(Math.round(number));

console.log(`${values.officials} officials, median of ${rounds} rounds of ${repeats} requests; microseconds of CPU\n`);
console.log('| operation | subgraph | with statements: graphql-js / own | ratio | without: graphql-js / own | ratio |');
console.log('|---|---|---|---|---|---|');
for (const { file, text } of operations.filter(({ file }) => values.only.includes(file))) {
  const [variables] = await variablesOf(file, databases);
  asked.length = 0;
  await ask(text, variables);
  const totals = [0, 0, 0, 0];
  for (const { name, request } of [...asked]) {
    const [fresh, kept] = [reading.byName[name] as Executions, keeping.byName[name] as Executions];
    const sides = [fresh.byGraphqlJs, fresh.own, kept.byGraphqlJs, kept.own];
    const [expected, ...others] = await Promise.all(sides.map(async (side) => JSON.stringify(await side(request))));
    if (others.some((other) => other !== expected)) throw new Error(`${file}: ${name} answers differently`);
    const costs: number[][] = sides.map(() => []);
    for (let round = 0; round < rounds; round++)
      for (const [n, side] of sides.entries()) costs[n]?.push(await cost(() => side(request)));
    const medians = costs.map(median) as [number, number, number, number];
    for (const [n, value] of medians.entries()) totals[n] = (totals[n] ?? 0) + value;
    print(file, name, medians);
  }
  print(file, '**together**', totals as [number, number, number, number]);
}

function print(file: string, name: string, [js, own, keptJs, keptOwn]: [number, number, number, number]): void {
  const ratios = [js / own, keptJs / keptOwn].map((ratio) => ratio.toFixed(2));
  console.log(
    `| ${file} | ${name} | ${one(js)} / ${one(own)} | ${ratios[0]} | ${one(keptJs)} / ${one(keptOwn)} | ${ratios[1]} |`,
  );
}
process.exit(0);
