/**
 * What row-level security costs: each committed operation against two gateways in this process, over the same databases.
 * One asks as the application does, with claims and under the policies, and for statistics as their own role; the other
 * asks as the owner, without either. They take turns. Prints a table in Markdown: CPU of Node and of PostgreSQL together,
 * and round trips to the databases.
 *
 * npm run bench:row-security -- [--officials 4000] [--rounds 12] [--only labour-by-province]
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
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
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { registry } from '../../subgraphs/registry.ts';
import { databasesOf } from '../operations/databases.ts';
import { operations } from '../operations/operations.ts';
import { variablesOf } from '../operations/variables.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { createTestIdentity } from '../support/tokens.ts';
import { type Cpu, countRoundTrips, cpuUsed } from './cpu.ts';
import { compareProvince } from './province.ts';
import { startUnprotected } from './unprotected.ts';

const { values } = parseArgs({
  options: {
    officials: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '12' },
    only: { type: 'string', multiple: true },
  },
});
const rounds = Number(values.rounds);
/** Requests a turn. */
const repeats = 8;

await using stack = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), 'lienthong-bench-'));
// PostgreSQL runs as another user where we are root, and must get in.
await chmod(dataDir, 0o755);
stack.defer(() => rm(dataDir, { recursive: true, force: true }));
const config = { ...subgraphsEnvironment.parse({ DATA_DIR: dataDir }), officials: Number(values.officials) };
const names = registry.map(({ name }) => name);
const opened = await openDatabases(config, names);
stack.defer(() => opened.stop());
const urls = asOwner(opened.urls);
await migrateAll(urls);
await fillAll(config, urls, names, () => {});

const port = Number(new URL((urls.officials as DatabaseUrls).owner).port);
const roundTrips = countRoundTrips(port);
const issuer = await createTestIdentity();
const identity = createIdentity(issuer.options);
const report = (failure: object) => console.error(failure);

/** A gateway over its subgraphs, in this process. */
async function startGateway(protectedRows: boolean): Promise<string> {
  const local = await Promise.all(
    registry.map(async ({ name, load }) => {
      const databaseUrls = urls[name] as DatabaseUrls;
      const { default: subgraph } = await load();
      const { personKey } = config;
      const started = protectedRows
        ? startSubgraph(subgraph, { databaseUrls, personKey, report })
        : startUnprotected(subgraph, databaseUrls.owner, personKey);
      stack.defer(() => started.stop());
      return started;
    }),
  );
  const gateway = await createGateway({
    supergraph: await readSupergraph('schema/supergraph.graphql', {}),
    config: {
      host: '127.0.0.1',
      port: 0,
      accessMode: 'filter',
    },
    identity,
    keyOf: () => undefined,
    local,
    log: createLog('silent'),
  });
  stack.defer(() => gateway.stop());
  return gateway.url;
}

async function ask(url: string, query: string, variables: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${issuer.everything}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

const owners = Object.fromEntries(names.map((name) => [name, ownerConnection(urls[name] as DatabaseUrls)]));
for (const sql of Object.values(owners)) stack.defer(() => sql.end());
const databases = databasesOf({ databases: owners } as never);
const folder =
  (await owners.officials?.unsafe(`select current_setting('data_directory') as path`).catch(() => [])) ?? [];
const postmaster = Number(
  (
    await readFile(join((folder[0]?.path as string | undefined) ?? join(dataDir, 'postgres'), 'postmaster.pid'), 'utf8')
  ).split('\n')[0],
);

const sides = { without: await startGateway(false), with: await startGateway(true) };
type Side = keyof typeof sides;
type Cost = Cpu & { trips: number };

async function measure(side: Side, query: string, variables: object): Promise<Cost> {
  const [before, tripsBefore] = [cpuUsed(postmaster), roundTrips()];
  for (let at = 0; at < repeats; at++) await ask(sides[side], query, variables);
  const after = cpuUsed(postmaster);
  return {
    node: (after.node - before.node) / repeats,
    postgres: (after.postgres - before.postgres) / repeats,
    trips: (roundTrips() - tripsBefore) / repeats,
  };
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
const total = { without: 0, with: 0 };
console.log(
  `${values.officials} officials, median of ${rounds} rounds of ${repeats} requests; ms of CPU a request, Node + PostgreSQL\n`,
);
console.log('| operation | without | with | ratio | round trips without / with |\n|---|---|---|---|---|');
for (const { file, text } of operations) {
  if (values.only && !values.only.includes(file)) continue;
  const [variables] = await variablesOf(file, databases);
  const answers = await Promise.all(Object.values(sides).map((url) => ask(url, text, variables)));
  // Cursors are sealed with a key of each side.
  const [without, within] = answers.map((answer) => answer.replace(/"(end|start)?Cursor":"[^"]*"/gi, ''));
  if (without !== within || without?.includes('"errors"')) throw new Error(`${file}: the two sides answer differently`);
  const costs: Record<Side, Cost[]> = { without: [], with: [] };
  // Twice at first, so that every connection knows the statements.
  for (let round = -2; round < rounds; round++)
    for (const side of (round % 2 === 0 ? ['without', 'with'] : ['with', 'without']) as Side[]) {
      const cost = await measure(side, text, variables);
      if (round >= 0) costs[side].push(cost);
    }
  const of = (side: Side, value: (cost: Cost) => number) => median(costs[side].map(value));
  const cpu = (side: Side) => of(side, ({ node, postgres }) => node + postgres);
  const parts = (side: Side) =>
    `${of(side, ({ node }) => node).toFixed(2)} + ${of(side, ({ postgres }) => postgres).toFixed(2)}`;
  total.without += cpu('without');
  total.with += cpu('with');
  console.log(
    `| ${file} | ${parts('without')} | ${parts('with')} | ${(cpu('with') / cpu('without')).toFixed(2)} | ${of('without', ({ trips }) => trips)} / ${of('with', ({ trips }) => trips)} |`,
  );
}
console.log(
  `| all | ${total.without.toFixed(2)} | ${total.with.toFixed(2)} | **${(total.with / total.without).toFixed(2)}** | |`,
);
await compareProvince(urls.officials as DatabaseUrls, postmaster);
