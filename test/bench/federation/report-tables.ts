import type { GrowthRow } from './growth.ts';
import type { Turn } from './measure.ts';
import { type Memory, memoryClients } from './memory.ts';
import type { OperationResult } from './operation.ts';
import type { Tier } from './tier.ts';
import { total } from './usage.ts';

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** A table in Markdown; the first column is text, the others figures. */
export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(columns), row(columns.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

/** One headline query in every tier; the ratios are to the first. */
export function headlineTable(
  { file, tiers: found, newText, bodies, differing }: OperationResult,
  tiers: readonly Tier[],
): string {
  const first = found[tiers[0]?.name ?? ''] as Turn;
  const rows = tiers.flatMap(({ name, title }) => {
    const turn = found[name];
    if (!turn) return differing.includes(name) ? [[title, 'answers otherwise', '', '', '', '', '', '', '']] : [];
    const { usage, throughput, p50, p99 } = turn;
    return [
      [
        title,
        throughput.toFixed(0),
        (first.throughput / throughput).toFixed(2),
        p50.toFixed(1),
        p99.toFixed(1),
        total(usage).toFixed(2),
        `${usage.gateway.toFixed(2)} + ${usage.subgraphs.toFixed(2)} + ${usage.postgres.toFixed(2)}`,
        (total(usage) / total(first.usage)).toFixed(2),
        newText[name]?.toFixed(1) ?? '',
      ],
    ];
  });
  const columns = [
    '',
    'requests/s',
    'first ÷ it',
    'p50 ms',
    'p99 ms',
    'CPU ms',
    'gateway + subgraphs + PostgreSQL',
    'it ÷ first',
    'new text ms',
  ];
  return `### ${file} (${bodies.toLocaleString('en-US')} bodies)\n\n${table(columns, rows)}`;
}

/** What each tier takes to start and to hold. */
export function tiersTable(tiers: readonly Tier[], memory: Record<string, Memory>): string {
  const rows = tiers.map(({ name, title, startUp }) => [
    title,
    (startUp / 1_000).toFixed(1),
    memory[name]?.gateway.toFixed(0) ?? '',
    memory[name]?.subgraphs ? memory[name].subgraphs.toFixed(0) : '',
  ]);
  return table(['', 'start to first answer, s', `MB at ${memoryClients} clients`, 'its subgraphs MB'], rows);
}

/** All other operations: CPU, and in brackets what goes with it. */
export function othersTable(results: readonly OperationResult[], tiers: readonly Tier[]): string {
  const known = tiers.filter(({ name }) => results.some((result) => result.tiers[name]));
  const rows = results.map(({ file, tiers: found, bodies, differing }) => [
    file,
    bodies.toLocaleString('en-US'),
    ...known.map(({ name }) => {
      const turn = found[name];
      if (!turn) return differing.includes(name) ? 'answers otherwise' : '';
      return `${total(turn.usage).toFixed(2)} (${turn.throughput.toFixed(0)}/s, p99 ${turn.p99.toFixed(0)})`;
    }),
  ]);
  return table(['operation', 'bodies', ...known.map(({ title }) => title)], rows);
}

/** CPU along each axis. */
export function growthTable(rows: readonly GrowthRow[], titles: Record<string, string>): string {
  const names = [...new Set(rows.flatMap(({ tiers }) => Object.keys(tiers)))];
  const cell = (turn: Turn | undefined) => (turn ? `${total(turn.usage).toFixed(2)} (p50 ${turn.p50.toFixed(1)})` : '');
  return table(
    ['', '', ...names.map((name) => titles[name] ?? name)],
    rows.map(({ axis, value, tiers }) => [axis, value, ...names.map((name) => cell(tiers[name]))]),
  );
}
