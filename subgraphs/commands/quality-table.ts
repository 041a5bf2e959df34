import type { QualityOutcome, RuleOutcome } from '../data-quality/run/outcome.ts';

const number = (value: number) => value.toLocaleString('en-US');
const seconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(1);

/**
 * The outcome of a run as a table: what each rule checked and found, and why those that did not run did not. Nothing says
 * of a rule that did not run that it found nothing.
 */
export function qualityTable({ rules, milliseconds, asOf, kind }: QualityOutcome): string {
  const judged = rules.flatMap((outcome) => (outcome.state === 'JUDGED' ? [outcome] : []));
  const sum = (of: 'checked' | 'found' | 'added' | 'resolved') =>
    number(judged.reduce((total, outcome) => total + outcome[of], 0));
  const rows = [
    ['rule', 'checked', 'found', 'new', 'resolved', 'seconds'],
    ...rules.map(cells),
    [
      `${judged.length} of ${rules.length} rules`,
      sum('checked'),
      sum('found'),
      sum('added'),
      sum('resolved'),
      seconds(milliseconds),
    ],
  ];
  const widths = (rows[0] as string[]).map((_, at) =>
    Math.max(...rows.filter((row) => row.length > 2).map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, at) => (at === 0 || row.length <= 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = '-'.repeat(widths.reduce((total, width) => total + width + 2, -2));
  const [head = [], ...body] = rows;
  return [
    `as of ${asOf}, ${kind === 'FULL' ? 'everything' : 'what has changed'}`,
    line(head),
    rule,
    ...body.slice(0, -1).map(line),
    rule,
    line(body.at(-1) ?? []),
  ].join('\n');
}

function cells(outcome: RuleOutcome): string[] {
  if (outcome.state === 'NOT_RUN')
    return [
      outcome.ruleId,
      `NOT RUN: ${outcome.missing.map(({ database, reason }) => `${database} ${reason}`).join('; ')}`,
    ];
  if (outcome.state === 'FAILED') return [outcome.ruleId, `NOT RUN: ${outcome.reason}`];
  const { ruleId, checked, found, added, resolved, milliseconds } = outcome;
  return [ruleId, number(checked), number(found), number(added), number(resolved), seconds(milliseconds)];
}
