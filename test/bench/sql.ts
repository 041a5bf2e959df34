/**
 * What the statements of a point query and of a page cost: microseconds of CPU of this process and of PostgreSQL, as drizzle
 * words and reads each one anew and as look-ups do (kit/look-up.ts), whole rows and the columns that the committed operations
 * select. The sides take turns. And how long PostgreSQL plans and runs each.
 *
 * npm run bench:sql -- [--officials 4000] [--rounds 9]
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getTableName } from 'drizzle-orm';
import { anonymous } from '../../schema/caller.ts';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { asOwner, openDatabases } from '../../subgraphs/databases.ts';
import { fillAll, migrateAll } from '../../subgraphs/fill.ts';
import { type Columns, columnsSelected } from '../../subgraphs/kit/columns.ts';
import { connectDatabase, type Database } from '../../subgraphs/kit/database.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { createLookUp, isAnyOf } from '../../subgraphs/kit/look-up.ts';
import officialsSubgraph from '../../subgraphs/officials/index.ts';
import { officials } from '../../subgraphs/officials/tables.ts';
import { type Cpu, cpuUsed } from './cpu.ts';

const { values } = parseArgs({
  options: { officials: { type: 'string', default: '4000' }, rounds: { type: 'string', default: '9' } },
});
const rounds = Number(values.rounds);
const repeats = 300;

await using stack = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), 'lienthong-bench-'));
// PostgreSQL runs as another user where we are root, and must get in.
await chmod(dataDir, 0o755);
stack.defer(() => rm(dataDir, { recursive: true, force: true }));
const config = { ...subgraphsEnvironment.parse({ DATA_DIR: dataDir }), officials: Number(values.officials) };
const opened = await openDatabases(config, ['officials']);
stack.defer(() => opened.stop());
const urls = asOwner(opened.urls);
await migrateAll(urls);
await fillAll(config, urls, ['officials'], () => {});
const postmaster = Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

const database = connectDatabase({
  urls: urls.officials as DatabaseUrls,
  name: 'bench',
  open: officialsSubgraph.open.map((table) => getTableName(table)),
  secret: Buffer.from('bench'),
});
stack.defer(() => database.stop());
const caller = { ...anonymous, jurisdiction: 'national' as const };
/** What officials-across-databases selects of an official. */
const selection = new Map([
  [
    'Official',
    new Set(['id', 'fullName', 'category', 'title', 'coefficient', 'person', 'agency', 'unit', 'jobPosition']),
  ],
]);
const selected = columnsSelected(officialsSubgraph.rowTypes, selection);
const whole = database.forCaller(caller);
const narrow = database.forCaller(caller, undefined, selected);
const ids = (await whole.select({ id: officials.id }).from(officials).limit(2_000)).map(({ id }) => id);

let at = 0;
const someIds = (count: number) => Array.from({ length: count }, () => ids[at++ % ids.length] as string);
const byDrizzle = (db: Database, columns: Columns, count: number) =>
  db
    .select(columns)
    .from(officials)
    .where(isAnyOf(officials.id, someIds(count)));
const lookUp = createLookUp({ table: officials, column: officials.id, order: [] });
const byLookUp = (db: Database, columns: Columns, count: number) => lookUp(db, columns, someIds(count));
const page = async (db: Database) =>
  officialsSubgraph.createLoaders(db) as { officials: (a: object) => { nodes: () => Promise<unknown[]> } };

const sides: Record<string, (count: number) => Promise<unknown>> = {
  'drizzle, whole rows': (count) => byDrizzle(whole, whole.columnsOf(officials, []), count),
  'look-up, whole rows': (count) => byLookUp(whole, whole.columnsOf(officials, []), count),
  'look-up, selected columns': (count) => byLookUp(narrow, narrow.columnsOf(officials, ['id']), count),
};
const pages: Record<string, (count: number) => Promise<unknown>> = {
  'page by name, whole rows': async (first) => (await page(whole)).officials({ first }).nodes(),
  'page by name, selected columns': async (first) => (await page(narrow)).officials({ first }).nodes(),
};

async function measure(run: (count: number) => Promise<unknown>, count: number): Promise<Cpu> {
  const before = cpuUsed(postmaster);
  for (let n = 0; n < repeats; n++) await run(count);
  const after = cpuUsed(postmaster);
  return {
    node: ((after.node - before.node) / repeats) * 1e3,
    postgres: ((after.postgres - before.postgres) / repeats) * 1e3,
  };
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

async function compare(label: string, runs: typeof sides, count: number): Promise<void> {
  const costs = new Map<string, Cpu[]>(Object.keys(runs).map((side) => [side, []]));
  for (let round = -2; round < rounds; round++)
    for (const [side, run] of Object.entries(runs)) {
      const cost = await measure(run, count);
      if (round >= 0) costs.get(side)?.push(cost);
    }
  for (const [side, found] of costs)
    console.log(
      `| ${label} | ${side} | ${median(found.map(({ node }) => node)).toFixed(0)} | ${median(found.map(({ postgres }) => postgres)).toFixed(0)} |`,
    );
}

console.log(
  `${values.officials} officials, median of ${rounds} rounds of ${repeats}; microseconds of CPU a statement\n`,
);
console.log('| rows | how | Node | PostgreSQL |\n|---|---|---|---|');
await compare('1 official', sides, 1);
await compare('50 officials', sides, 50);
await compare('50 officials', pages, 50);
