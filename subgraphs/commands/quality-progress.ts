import { Presets, SingleBar } from 'cli-progress';
import type { QualityEvent, RuleOutcome } from '../data-quality/run/outcome.ts';

const number = (value: number) => value.toLocaleString('en-US');
const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

/** Shows how far a run of the rules has come: a bar for the rules on a terminal, elsewhere a line each time something is done. */
export function showQuality(print: (line: string) => void) {
  const bar = process.stdout.isTTY
    ? new SingleBar(
        { format: '{label} {bar} {value} of {total} | {duration_formatted}', hideCursor: true },
        Presets.shades_classic,
      )
    : undefined;
  const stop = () => bar?.stop();
  // A bar that is cut off would leave the terminal without its cursor.
  process.once('exit', stop);
  let rules = 0;
  const report = (event: QualityEvent) => {
    switch (event.event) {
      case 'run':
        rules = event.rules;
        if (event.resumed) print('going on with the run that had not ended');
        break;
      case 'staging':
        if (!bar) print(`reading ${event.database}: ${number(event.rows)} rows`);
        break;
      case 'staged':
        print(`${event.database}: ${describeStaged(event)} in ${seconds(event.milliseconds)}`);
        break;
      case 'unavailable':
        print(`${event.missing.database}: not read, ${event.missing.reason}`);
        break;
      case 'judging':
        if (bar && !bar.isActive) bar.start(rules, 0, { label: '' });
        bar?.update({ label: event.ruleId.padEnd(36) });
        break;
      case 'rule':
        bar?.increment();
        if (!bar) print(`${event.outcome.ruleId}: ${describeRule(event.outcome)}`);
    }
  };
  return {
    report,
    stop: () => {
      stop();
      process.off('exit', stop);
    },
  };
}

function describeStaged({ how, rows }: Extract<QualityEvent, { event: 'staged' }>): string {
  if (how === 'WHOLE') return `all ${number(rows)} rows read`;
  if (how === 'CHANGES') return `${number(rows)} rows of changed records read`;
  return how === 'UNCHANGED' ? 'nothing has changed: asked' : 'read by this run before it was cut off: asked';
}

function describeRule(outcome: RuleOutcome): string {
  if (outcome.state === 'NOT_RUN') return 'not run';
  if (outcome.state === 'FAILED') return `failed: ${outcome.reason}`;
  return `${number(outcome.found)} of ${number(outcome.checked)} in ${seconds(outcome.milliseconds)}`;
}
