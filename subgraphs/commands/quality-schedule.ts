import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Cron } from 'croner';

/** Milliseconds that a run has to end by itself when the service stops. */
const patience = 10_000;

type ScheduleOptions = {
  /** A cron expression, in the time of Việt Nam. */
  expression: string;
  /** Told each line that a run prints, and how it ended. */
  report: (entry: { event: string; line?: string; code?: number | string }) => void;
  /** The program and its arguments; `npm run quality` without it. */
  command?: readonly [string, ...string[]];
};

const qualityRun = [process.execPath, join(import.meta.dirname, '..', 'main.ts'), 'quality'] as const;

/**
 * Runs the rules of data quality at each time of a cron expression, one run at a time, as a process of its own with this
 * process's environment: whoever is served here meanwhile waits for nothing. `stop` ends a run that is under way.
 */
export function startQualitySchedule({ expression, report, command = qualityRun }: ScheduleOptions) {
  let running: { child: ChildProcess; ended: Promise<void> } | undefined;
  const run = () => {
    if (running) return report({ event: 'a run of the rules is still under way: this time is left out' });
    const [program, ...args] = command;
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => line !== '' && report({ event: 'quality', line }));
    const ended = new Promise<void>((resolve) => {
      child.once('error', ({ code = 'FAILED' }: NodeJS.ErrnoException) => {
        report({ event: 'a run of the rules could not be started', code });
        resolve();
      });
      child.once('close', (code, signal) => {
        report({ event: 'a run of the rules has ended', code: code ?? signal ?? '' });
        resolve();
      });
    }).finally(() => {
      running = undefined;
    });
    running = { child, ended };
  };
  const job = new Cron(expression, { timezone: 'Asia/Ho_Chi_Minh', unref: true }, run);
  return {
    /** When it runs next. */
    next: () => job.nextRun(),
    stop: async () => {
      job.stop();
      if (!running) return;
      const { child, ended } = running;
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), patience);
      await ended;
      clearTimeout(kill);
    },
  };
}
