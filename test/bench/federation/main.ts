/**
 * What answering costs: ours in one process and split, the stock Apollo gateway, and with --peers others beside
 * them. npm run bench -- --help.
 */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runToEnd } from '../../../subgraphs/kit/run-until-signal.ts';
import { type BenchArguments, readArguments } from './arguments.ts';
import { runBench } from './run.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const given = readArguments();
await runToEnd(async (stack, stopping) => {
  const dataDir = given.dataDir ? await prepare(given.dataDir) : await temporary(stack, 'data');
  const folder = await temporary(stack, 'files');
  const checkout = resolve(given.checkout ?? root);
  return await runBench(
    stack,
    { ...given, dataDir, folder, root, checkout, output: given.output ?? committed() },
    stopping,
  );
});

/** Where the tables of a whole run of this checkout belong. */
function committed(): string | undefined {
  const { only, tiers, checkout } = given;
  if (only.length > 0 || tiers.length > 0 || checkout) return undefined;
  return join(root, 'test', 'bench', 'results', 'RESULTS.md');
}

/** Where PostgreSQL, which runs as another user where we are root, gets in. */
async function prepare(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  return resolve(folder);
}

async function temporary(stack: AsyncDisposableStack, what: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `lienthong-bench-${what}-`));
  await chmod(folder, 0o755);
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return folder;
}

export type BenchOptions = Omit<BenchArguments, 'dataDir' | 'checkout'> & {
  dataDir: string;
  checkout: string;
  /** For what is written on the way. */
  folder: string;
  /** This checkout. */
  root: string;
};
