import type { Finding } from './run-fault.ts';

/** The table that a run ends with, and below it why what does not hold does not. */
export function describeFindings(findings: readonly Finding[]): string {
  const rows = findings.map(({ name, requests, partial, wrong, outside, recovery, p99, remark, problems }) => [
    name,
    whole(requests),
    whole(partial),
    whole(wrong),
    whole(outside),
    recovery === undefined ? '' : `${(recovery / 1_000).toFixed(1)} s`,
    p99 ? `${whole(p99.before)} / ${whole(p99.during)} ms` : '',
    problems.length === 0 ? 'yes' : 'NO',
    remark ?? '',
  ]);
  const lines = [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const why = findings.flatMap(({ name, problems }) => [
    ...problems.slice(0, listed).map((problem) => `${name}: ${problem}`),
    ...(problems.length > listed ? [`${name}: and ${problems.length - listed} more kinds`] : []),
  ]);
  return [...lines, ...(why.length > 0 ? ['', ...why] : [])].join('\n');
}

const titles = [
  'part',
  'requests',
  'partial, rightly',
  'wrong answers',
  'failures outside',
  'as before after',
  'p99 of the untouched before / during',
  'holds',
  '',
];

/** Kinds of problems that are told of each part. */
const listed = 10;

const whole = (value: number) => Math.round(value).toLocaleString('en-US');
