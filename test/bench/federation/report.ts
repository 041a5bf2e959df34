import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import type { OpenDatabases } from './database.ts';
import { goalsTable } from './goals.ts';
import type { GrowthRow } from './growth.ts';
import type { BenchOptions } from './main.ts';
import type { Memory } from './memory.ts';
import type { OperationResult } from './operation.ts';
import { settings } from './ours.ts';
import { growthTable, headlineTable, othersTable, tiersTable } from './report-tables.ts';
import type { Tier } from './tier.ts';

type Results = {
  options: BenchOptions;
  tiers: readonly Tier[];
  results: readonly OperationResult[];
  memory: Record<string, Memory>;
  growth: readonly GrowthRow[];
  large: readonly GrowthRow[];
  /** Microseconds of CPU that one signature takes. */
  signing: number;
  opened: OpenDatabases;
};

/** What was measured, in Markdown. */
export async function describeResults(measured: Results): Promise<string> {
  const { options, tiers, results, memory, growth, large, opened } = measured;
  const [counted] = await opened.databases.officials`select count(*)::int as officials from officials`;
  const titles = Object.fromEntries([...tiers.map(({ name, title }) => [name, title]), ['large', 'over many records']]);
  const others = results.filter(({ isHeadline }) => !isHeadline);
  const parts = [
    '# What answering costs',
    describeRun(measured, counted?.officials as number),
    `## Goals\n\n${goalsTable({ results, memory, large })}`,
    '## The two headline queries',
    ...results.filter(({ isHeadline }) => isHeadline).map((result) => headlineTable(result, tiers)),
    tiersTable(tiers, memory),
    others.length > 0 &&
      `## The other operations\n\nCPU ms a request of all processes (requests a second, p99 ms); turns of a quarter of the time. Where an operation has fewer bodies than it was asked, they came again.\n\n${othersTable(others, tiers)}`,
    growth.length > 0 &&
      `## How cost grows\n\nThe page query (depth: a query of its own), CPU ms a request of all processes (p50 ms).\n\n${growthTable(growth, titles)}`,
    large.length > 0 && `## Many records\n\nCPU ms a request (p50 ms).\n\n${growthTable(large, titles)}`,
  ];
  return `${parts.filter((part) => part !== false).join('\n\n')}\n`;

  function describeRun({ signing }: Results, officials: number): string {
    const { checkout, rounds, seconds, clients, seed } = options;
    const git = (...args: string[]) => execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8' }).trim();
    // Of what is measured: the bench itself may be newer.
    const measuredCode = ['--', 'gateway', 'subgraphs', 'schema', 'package-lock.json'];
    const changed = git('status', '--porcelain', ...measuredCode);
    const commit = `${git('log', '-1', '--format=%h', ...measuredCode)}${changed ? ' and changes' : ''}`;
    const given = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    return [
      `Commit ${commit}, ${new Date().toISOString().slice(0, 10)}; Node ${process.versions.node}; ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB; load of the machine at the end ${loadavg()[0]?.toFixed(1)}.`,
      `${officials.toLocaleString('en-US')} officials; ${clients} clients; medians of ${rounds} rounds of ${seconds} s a tier, in turns; bodies of seed ${seed}, none twice; 50 answers of each tier compared with ours first.`,
      `Ours with a token that may see everything, the access rules and row-level security on, ${given.join(', ')}. Hive and the stock gateway ask the same services of ours, which answer signed requests alone:`,
      `they sign too, ${signing.toFixed(0)} µs of CPU a request to a subgraph. The stock gateway is there again over subgraphs as stock as itself, which nobody signs for and which have no row-level security. PostGraphile and hand-written SQL authenticate nobody; PostGraphile has no row-level security, and pay, contributions and parents stored where ours reckons them.`,
    ].join('\n');
  }
}
