/** The restore drill: npm run drill -- --help. What it must show: everything that was there is there again. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runToEnd } from '../../subgraphs/kit/run-until-signal.ts';
import { processesOf } from '../support/process.ts';
import { restore, upgrade } from './parts.ts';

const usage = `Usage: npm run drill -- [--officials 10000] [--only restore|upgrade]
restore  fills an installation of its own in a temporary folder, takes a backup while it serves, kills everything and removes the
         data folder, restores by the commands of gateway/running.md, and compares every table and answer with those before
upgrade  replaces every process of a split installation, one after the other, while clients ask: no answer may differ
Ends with 1 where something is not as it was. Everything that it starts it also stops.`;

await runToEnd(async (stack, stopping) => {
  const began = performance.now();
  const { officials, only } = readArguments();
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-drill-'));
  // PostgreSQL runs as another user where we are root, and must get in.
  await chmod(folder, 0o755);
  const killAll = () => {
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
  };
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  stack.defer(killAll);
  process.once('exit', killAll);
  stopping.addEventListener('abort', killAll);
  const say = (line: string) =>
    console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const wrong: string[] = [];
  if (only !== 'upgrade') wrong.push(...(await restore({ folder, officials, env, say, stopping })));
  if (only !== 'restore') wrong.push(...(await upgrade({ folder, officials, env, say, stopping })));
  for (const problem of wrong) console.log(`WRONG ${problem}`);
  return wrong.length === 0 ? 0 : 1;
});

function readArguments(): { officials: number; only: string | undefined } {
  try {
    const options = {
      officials: { type: 'string', default: '10000' },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    const { values } = parseArgs({ options });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const officials = Number(values.officials);
    if (!Number.isInteger(officials) || officials < 100 || officials > 2_000_000)
      throw new Error('--officials: expected a whole number from 100 to 2000000');
    if (values.only !== undefined && !['restore', 'upgrade'].includes(values.only))
      throw new Error('--only: expected restore or upgrade');
    return { officials, only: values.only };
  } catch (error) {
    console.error(`drill: ${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}
