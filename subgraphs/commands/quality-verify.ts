import { Presets, SingleBar } from 'cli-progress';
import postgres from 'postgres';
import { rules } from '../data-quality/rules/catalogue.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { AS_OF } from '../population/story.ts';
import { qualityCommand } from './quality.ts';
import { seededPopulation } from './seeded-population.ts';
import { type VerifiedRule, verifyFindings } from './verify-findings.ts';

type Options = Parameters<typeof qualityCommand>[1];

/**
 * `npm run quality -- --verify`: a run as of the day that the generated records are of, then what it found beside what the
 * generator injected. EnvironmentError where the databases hold other records.
 *
 * @returns the exit code: that of the run, and 1 where something injected was missed or a finding is false
 */
export async function verifyCommand(stack: AsyncDisposableStack, options: Options): Promise<number> {
  const { config, given, print, stopping } = options;
  if (given.owner || given.since)
    throw new EnvironmentError('--verify: expected without --owner and --since, which leave records unjudged');
  const run = await qualityCommand(stack, { ...options, given: { ...given, 'as-of': given['as-of'] ?? AS_OF } });
  if (!run.outcome) return run.code;
  const sql = postgres(run.database, { max: 2, onnotice: () => {} });
  stack.defer(() => sql.end());
  const progress = showComparison(print);
  try {
    const population = await seededPopulation(sql, { key: config.personKey, onProgress: progress.onProgress });
    const asked = rules.map(({ id }) => id).filter((id) => given.rule?.includes(id) ?? true);
    const notRun = run.outcome.rules.flatMap(({ ruleId, state }) => (state === 'JUDGED' ? [] : [ruleId]));
    const judged = asked.filter((id) => !notRun.includes(id));
    const verified = await verifyFindings(sql, population, judged, stopping);
    progress.stop();
    print(`\nbeside what was injected in the records of ${number(population.officials)} officials:`);
    print(verifiedTable(verified, notRun));
    return verified.some((row) => row.missed + row.false > 0) ? 1 : run.code;
  } finally {
    progress.stop();
  }
}

function showComparison(print: (line: string) => void) {
  const format = 'comparing with what was injected {bar} {percentage} % | {duration_formatted}';
  const bar = process.stdout.isTTY ? new SingleBar({ format, hideCursor: true }, Presets.shades_classic) : undefined;
  const stop = () => bar?.stop();
  // A bar that is cut off would leave the terminal without its cursor.
  process.once('exit', stop);
  if (!bar) print('comparing with what was injected ...');
  return {
    onProgress: (done: number, total: number) => {
      if (bar && !bar.isActive) bar.start(total, 0);
      bar?.update(done);
    },
    stop: () => {
      stop();
      process.off('exit', stop);
    },
  };
}

const number = (value: number) => value.toLocaleString('en-US');

/** A line a rule, also of those that did `notRun`, and below it a few of the records that make a difference: ids, which tell nothing about a person. */
export function verifiedTable(verified: VerifiedRule[], notRun: readonly string[] = []): string {
  const sum = (of: 'injected' | 'found' | 'missed' | 'false') => verified.reduce((total, row) => total + row[of], 0);
  const head = ['rule', 'injected', 'found', 'missed', 'false'];
  const total = [
    `${verified.length} rules`,
    ...(['injected', 'found', 'missed', 'false'] as const).map((of) => number(sum(of))),
  ];
  const lines = verified.map((row) => [
    row.ruleId,
    ...[row.injected, row.found, row.missed, row.false].map((value) => number(value)),
  ]);
  const widths = head.map((_, at) =>
    Math.max(...[head, ...lines, total, ...notRun.map((id) => [id])].map((line) => line[at]?.length ?? 0)),
  );
  const text = (line: string[]) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  const named = (what: string, ids: string[]) => (ids.length > 0 ? [`    ${what}: ${ids.join(', ')}`] : []);
  return [
    text(head),
    ...verified.flatMap((row, at) => [
      text(lines[at] as string[]),
      ...named('missed', row.missedRecords),
      ...named('false', row.falseRecords),
    ]),
    ...notRun.map((ruleId) => `${ruleId.padEnd(widths[0] ?? 0)}  not run`),
    text(total),
  ].join('\n');
}
