import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const checkout = join(import.meta.dirname, '..', '..');

/** How long a run took, and the most memory of our process. */
export type RunCost = { seconds: number; peakMegabytes: number; output: string };

/**
 * `npm run quality` as a process of its own, as a user runs it, beside what else runs on the data folder. Linux alone.
 *
 * @throws when it fails, with what it printed
 */
export function startQuality(dataDir: string, args: string[]): { ended: Promise<RunCost>; isOver: () => boolean } {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', './gateway/require-node.js', 'subgraphs/main.ts', 'quality', '--no-match', ...args],
    { cwd: checkout, env: { ...process.env, DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  let isOver = false;
  const closed = new Promise<number | null>((resolve, reject) =>
    child
      .once('error', reject)
      .once('exit', () => (isOver = true))
      .once('close', resolve),
  );
  const ended = async () => {
    let peak = 0;
    while (!isOver) {
      peak = Math.max(peak, highWater(child.pid as number));
      await sleep(100);
    }
    const code = await closed;
    if (code !== 0) throw new Error(`npm run quality ended with ${code}:\n${output}`);
    return { seconds: (performance.now() - began) / 1_000, peakMegabytes: peak / 1_024, output };
  };
  return { ended: ended(), isOver: () => isOver };
}

/** The most memory that a process has had so far, in KB; 0 when it is gone. */
function highWater(pid: number): number {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
