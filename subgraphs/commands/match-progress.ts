import { Presets, SingleBar } from 'cli-progress';
import type { MatchReport } from '../population-register/match-citizens.ts';

/** Shows how far a comparison has come: a bar on a terminal, elsewhere a line every tenth of the way. */
export function showMatching(print: (line: string) => void, database: string) {
  const isTerminal = process.stdout.isTTY;
  const bar = isTerminal
    ? new SingleBar(
        {
          format: `matching ${database} {bar} {percentage} % | {value} of {total} | {duration_formatted}, {eta_formatted} left`,
          hideCursor: true,
          etaBuffer: 100,
        },
        Presets.shades_classic,
      )
    : undefined;
  // A bar that is cut off would leave the terminal without its cursor.
  const stop = () => bar?.stop();
  process.once('exit', stop);
  let tenths = -1;
  return {
    onProgress(done: number, total: number): void {
      if (tenths < 0) bar?.start(total, 0);
      bar?.update(done);
      const now = total === 0 ? 10 : Math.floor((done * 10) / total);
      if (now === tenths) return;
      tenths = now;
      if (!isTerminal) print(`matching ${database}: ${number(done)} of ${number(total)}`);
    },
    stop() {
      stop();
      process.off('exit', stop);
    },
  };
}

/** Above this share of at least so many records an outcome tells more of the register, or of the numbers, than of people. */
const absurdShare = 0.25;
const enough = 100;

/** The outcome of a comparison as a table; `seconds` is what it took. */
export function describeMatching(
  database: string,
  { outcomes, changed, failed }: MatchReport,
  seconds: number,
): string {
  const all = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const failures = Object.values(failed).reduce((sum, count) => sum + count, 0);
  const kinds = Object.keys(failed).join(', ');
  const rows: [string, number, string][] = [
    ['checked', all, ''],
    ['matched', outcomes.MATCHED, 'as recorded'],
    ['mismatch', outcomes.MISMATCH, 'name, sex or birth date otherwise'],
    ['not found', outcomes.NOT_FOUND, 'nobody has the number'],
    ['deceased', outcomes.DECEASED, 'the person has died'],
    ['superseded', outcomes.SUPERSEDED, 'the person has another number now'],
    ['changed', changed, 'edited or removed meanwhile: asked in the next run'],
    ['failed', failures, kinds === '' ? '' : `not answered: ${kinds}`],
  ];
  const lines = rows.map(([name, count, about]) => `  ${name.padEnd(11)}${number(count).padStart(11)}  ${about}`);
  const absurd = (['MISMATCH', 'NOT_FOUND', 'DECEASED', 'SUPERSEDED'] as const).filter(
    (outcome) => all >= enough && outcomes[outcome] > all * absurdShare,
  );
  const warnings = absurd.map(
    (outcome) =>
      `  warning: ${Math.round((outcomes[outcome] * 100) / all)} % are ${outcome.toLowerCase().replace('_', ' ')}: is this the right register, and is it whole?`,
  );
  return [`${database}: compared with the population register in ${Math.round(seconds)} s`, ...lines, ...warnings]
    .map((line) => line.trimEnd())
    .join('\n');
}

const number = (value: number) => value.toLocaleString('en-US');
