/**
 * What data quality costs, as Markdown: a full run of all rules beside its floor (quality-floor.sql: the same joins by hand in
 * one database); a run after one record in a hundred has changed, on the same day and on the next; and how long the committed
 * operations take with and without a run going on. Runs are processes of their own, as users start them. A data folder that is
 * given has been compared with the population register (`npm run match`), and nobody else writes to it: its records are changed
 * and changed back.
 *
 * npm run bench:quality -- [--data-dir D | --officials 10000] [--only incremental,floor,reads] [--turns 3] [--seconds 60]
 */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { asOwner, openDatabases } from '../../subgraphs/databases.ts';
import { fillAll, findEmpty, migrateAll } from '../../subgraphs/fill.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { changeRecords } from './quality-changes.ts';
import { digests, type Found, measureFloor } from './quality-floor.ts';
import { benchReads } from './quality-reads.ts';
import { type RunCost, startQuality } from './run-quality.ts';

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    officials: { type: 'string', default: '10000' },
    only: { type: 'string', default: 'incremental,floor,reads' },
    turns: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '60' },
  },
});
const parts = new Set(values.only.split(','));

await using stack = new AsyncDisposableStack();
const dataDir = values['data-dir'] ?? (await mkdtemp(join(tmpdir(), 'lienthong-bench-')));
if (!values['data-dir']) {
  // PostgreSQL runs as another user where we are root, and must get in.
  await chmod(dataDir, 0o755);
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
}
const config = { ...subgraphsEnvironment.parse({ DATA_DIR: dataDir }), officials: Number(values.officials) };
const names = registry.map(({ name }) => name);
const opened = await openDatabases(config, names);
stack.defer(() => opened.stop());
const urls = asOwner(opened.urls);
await migrateAll(urls);
// Of a folder that was given, filling data quality's own would only empty it.
const empty = (await findEmpty(urls, config.personKey)).filter(
  (name) => !values['data-dir'] || name !== 'data-quality',
);
await fillAll(config, urls, empty, () => {});
// Runs do not ask the population register, so that is done once; in a folder that was given, by whoever gave it.
if (!values['data-dir'])
  await promisify(execFile)(process.execPath, ['--import', './gateway/require-node.js', 'subgraphs/main.ts', 'match'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, DATA_DIR: dataDir },
  });
const urlsOf = (name: string) => urls[name] as DatabaseUrls;
const databases = Object.fromEntries(names.map((name) => [name, ownerConnection(urlsOf(name))]));
for (const sql of Object.values(databases)) stack.defer(() => sql.end());
const quality = databases['data-quality'] as ReturnType<typeof ownerConnection>;

const seconds = (number: number) => number.toFixed(1);
const megabytes = (number: number) => Math.round(number);
const [day, nextDay] = ['2026-10-31', '2026-11-01'] as const;

/** What the last run did: seconds of judging, and rows read. */
async function lastRun(): Promise<{ judged: number; found: number }> {
  const [row] = await quality<{ judged: number; found: number }[]>`
    select sum(milliseconds) / 1000.0 as judged, sum(found)::int as found from rule_runs
    where run_id = (select id from quality_runs where state = 'COMPLETED' order by finished_at desc limit 1)`;
  return { judged: Number(row?.judged), found: Number(row?.found) };
}

async function run(args: string[], asOf: string = day): Promise<RunCost & { judged: number; found: number }> {
  const cost = await startQuality(dataDir, ['--as-of', asOf, ...args]).ended;
  return { ...cost, ...(await lastRun()) };
}

type FullRun = Awaited<ReturnType<typeof run>>;

/** The same by hand, beside a full run that has just ended. */
async function benchFloor(ours: FullRun): Promise<void> {
  const found = await digests(quality, `select rule_id, record_id from findings where state in ('OPEN', 'WAIVED')`);
  const cluster = await joinCluster(dataDir, { exclusive: false });
  stack.defer(() => cluster.stop());
  const { owner } = await cluster.ensureDatabase('quality_floor');
  const owners = registry.filter(({ name }) => name !== 'data-quality');
  const loaded = owners.map(async ({ name, load }) => ({ subgraph: (await load()).default, urls: urlsOf(name) }));
  const floor = await measureFloor(owner, await Promise.all(loaded));
  const row = (name: string, mine: number, least: number) =>
    console.log(`| ${name} | ${seconds(mine)} | ${seconds(least)} | ${(mine / least).toFixed(2)} |`);
  console.log('\n| full run | ours, s | floor, s | ratio |\n|---|---|---|---|');
  row('reading (ours: with start, law and end)', ours.seconds - ours.judged, floor.copySeconds);
  row('judging', ours.judged, floor.scriptSeconds);
  row('all', ours.seconds, floor.copySeconds + floor.scriptSeconds);
  console.log(`\n${ours.found} findings; at most ${megabytes(ours.peakMegabytes)} MB in our process.`);
  reportDifferences(found, floor.found);
}

function reportDifferences(ours: Found, floor: Found): void {
  const rules = [...new Set([...ours.keys(), ...floor.keys()])].sort();
  const different = rules.filter((rule) => ours.get(rule)?.digest !== floor.get(rule)?.digest);
  console.log(
    different.length === 0
      ? 'The floor finds the same records under each rule.'
      : 'The floor finds other records (ours / floor):',
  );
  for (const rule of different)
    console.log(`- ${rule}: ${ours.get(rule)?.count ?? 0} / ${floor.get(rule)?.count ?? 0}`);
}

/** What stands under each rule, findings and counts by place, without when it was seen. */
async function standing(): Promise<Map<string, string>> {
  const rows = await quality<{ rule: string; all: string }[]>`
    with told as (
      select rule_id, concat_ws('|', id, state, details, correction, fingerprint, agency_id, unit_id, province_id) as text
      from findings where state <> 'RESOLVED'
      union all
      select rule_id, concat_ws('|', 'cell', owner_id, agency_id, unit_id, province_id, checked, open, waived)
      from quality_cells where valid_to is null
    )
    select rule_id as rule, count(*) || ' ' || sum(hashtextextended(text, 0)) as all from told group by rule_id`;
  return new Map(rows.map(({ rule, all }) => [rule, all]));
}

/** Rules under which two runs left something else. */
const differing = (one: Map<string, string>, other: Map<string, string>) =>
  [...new Set([...one.keys(), ...other.keys()])].filter((rule) => one.get(rule) !== other.get(rule));

/**
 * Runs of what has changed, on the same day and on the next, beside a full one that has the same to find out and to write. A
 * full run after the first finds the same. The records are at the end what they were.
 */
async function benchIncremental(): Promise<FullRun> {
  // Knows all that came before, and has PostgreSQL's files in memory for all runs alike.
  await run(['--full']);
  const idle = await run([]);
  const rows = await changeRecords(databases, 'breaking', 'make');
  const part = await run([]);
  const after = await standing();
  const again = await run(['--full']);
  const different = differing(after, await standing());
  await changeRecords(databases, 'breaking', 'undo');
  const full = await run(['--full']);
  await changeRecords(databases, 'breaking', 'make');
  const next = await run([], nextDay);
  await changeRecords(databases, 'breaking', 'undo');
  await run([]);
  const touched = await changeRecords(databases, 'harmless', 'make');
  const harmless = await run([]);
  await changeRecords(databases, 'harmless', 'undo');
  await run([]);
  console.log(`\n| ${rows.toLocaleString('en-US')} rows changed | s | of a full run | MB |\n|---|---|---|---|`);
  const row = (what: string, { seconds: taken, peakMegabytes }: FullRun) =>
    console.log(`| ${what} | ${seconds(taken)} | ${(taken / full.seconds).toFixed(3)} | ${megabytes(peakMegabytes)} |`);
  row(`run of what has changed, nearly each row now wrong`, part);
  row('the same on the next day', next);
  row(`run after ${touched.toLocaleString('en-US')} rows changed and none wrong`, harmless);
  row('run where nothing has changed', idle);
  row('full run that finds the changes', full);
  row('full run with nothing new', again);
  console.log(
    different.length === 0
      ? '\nThe run of what has changed finds and counts what a full one does.'
      : `\n**They find or count different things** under ${different.join(', ')}.`,
  );
  return full;
}

console.log(`${dataDir}, ${new Date().toISOString().slice(0, 10)}`);
const full = parts.has('incremental') ? await benchIncremental() : undefined;
if (parts.has('floor')) await benchFloor(full ?? (await run(['--full'])));
if (parts.has('reads'))
  await benchReads({
    urls,
    databases,
    personKey: config.personKey,
    turns: Number(values.turns),
    window: Number(values.seconds) * 1_000,
    startRun: () => startQuality(dataDir, ['--as-of', day, '--full']),
  });
