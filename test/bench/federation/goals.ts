import type { GrowthRow } from './growth.ts';
import type { Turn } from './measure.ts';
import type { Memory } from './memory.ts';
import type { OperationResult } from './operation.ts';
import { table } from './report-tables.ts';
import { total } from './usage.ts';
import { headlines } from './variation.ts';

type Measured = {
  results: readonly OperationResult[];
  memory: Record<string, Memory>;
  /** Few records beside many; empty where that was not measured. */
  large: readonly GrowthRow[];
};

type Goal = { text: string; ours: string; other: string; page: number; point: number };

/** Ours is to be so many times as fast. */
const faster: Goal[] = [
  {
    text: 'in one process ÷ stock Apollo gateway and subgraphs',
    ours: 'process',
    other: 'stock-all',
    page: 5,
    point: 8,
  },
  {
    text: 'in one process ÷ stock Apollo gateway over our services',
    ours: 'process',
    other: 'stock',
    page: 5,
    point: 8,
  },
  {
    text: 'in one process ÷ PostGraphile, one database',
    ours: 'process',
    other: 'postgraphile',
    page: 1.3,
    point: 1.3,
  },
  { text: 'split ÷ Hive Gateway, Rust planner', ours: 'split', other: 'hive-rust', page: 2, point: 2 },
];

/** Each goal of the project with what was measured of it; a goal counts as reached where throughput and CPU both say so. */
export function goalsTable({ results, memory, large }: Measured): string {
  const rows: string[][] = [];
  for (const [kind, file] of Object.entries(headlines)) {
    const found = results.find((result) => result.file === file)?.tiers ?? {};
    for (const goal of faster) {
      const [ours, other] = [found[goal.ours], found[goal.other]];
      if (!ours || !other) continue;
      const wanted = goal[kind as 'page' | 'point'];
      const [rate, cpu] = [ours.throughput / other.throughput, total(other.usage) / total(ours.usage)];
      rows.push([
        `${goal.text}, ${kind}`,
        `${wanted} times`,
        `${rate.toFixed(2)} (CPU ${cpu.toFixed(2)})`,
        verdict(Math.min(rate, cpu) / wanted),
      ]);
    }
    const [ours, floor] = [found.process, found.sql];
    if (ours && floor) rows.push(within(`hand-written SQL with row-level security, ${kind}, CPU`, ours, floor, 2));
  }
  for (const { axis, tiers } of large)
    if (tiers.large && tiers.process)
      rows.push(within(`many records against few, ${axis}, CPU`, tiers.large, tiers.process, 1.3));
  for (const [name, title] of [
    ['process', 'in one process'],
    ['split', 'split gateway'],
  ] as const) {
    const held = memory[name];
    if (held)
      rows.push([
        `memory at 64 clients, ${title}`,
        'under 250 MB',
        `${held.gateway.toFixed(0)} MB`,
        verdict(250 / held.gateway),
      ]);
  }
  return table(['goal', '', 'measured', 'reached'], rows);
}

function within(text: string, ours: Turn, other: Turn, most: number): string[] {
  const times = total(ours.usage) / total(other.usage);
  return [text, `within ${most} times`, times.toFixed(2), verdict(most / times)];
}

/** @param share of the goal that is reached; 1 is all of it */
const verdict = (share: number) => (share >= 1 ? 'yes' : `no: ${(100 * share).toFixed(0)} % of it`);
