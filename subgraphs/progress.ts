import { Presets, SingleBar } from 'cli-progress';
import type { OnProgress } from './fill.ts';

/** Shows how the databases fill: a bar a database on a terminal, elsewhere a line when one is begun and one when it is done. */
export function showProgress(print: (line: string) => void): OnProgress {
  const isTerminal = process.stdout.isTTY;
  const started = new Map<string, { bar: SingleBar | undefined; at: number }>();
  // A bar that is cut off, by Ctrl-C or an error, would leave the terminal without its cursor.
  process.once('exit', () => {
    for (const { bar } of started.values()) bar?.stop();
  });
  return (database, share) => {
    let current = started.get(database);
    if (!current) {
      if (!isTerminal) print(`filling ${database} ...`);
      const bar = isTerminal
        ? new SingleBar(
            {
              format: `filling ${database.padEnd(21)} {bar} {percentage} % | {duration_formatted}`,
              hideCursor: true,
              etaBuffer: 100,
            },
            Presets.shades_classic,
          )
        : undefined;
      bar?.start(1, 0);
      current = { bar, at: Date.now() };
      started.set(database, current);
    }
    current.bar?.update(share);
    if (share < 1) return;
    current.bar?.stop();
    if (!isTerminal) print(`filled ${database} in ${((Date.now() - current.at) / 1000).toFixed(1)} s`);
    started.delete(database);
  };
}
