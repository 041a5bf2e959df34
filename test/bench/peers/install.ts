import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;

/** Installs the peers from the registry, by their lock file, where they are not installed as it says. */
export async function installPeers(stopping: AbortSignal): Promise<void> {
  if (isInstalled()) return;
  const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    signal: stopping,
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`npm ci in ${folder} ended with ${code}`);
}

/** npm leaves a lock file of what it has installed, which names more than ours where a script or platform differs. */
function isInstalled(): boolean {
  const versions = (path: string) => {
    const { packages } = JSON.parse(readFileSync(join(folder, path), 'utf8')) as {
      packages: Record<string, { version?: string }>;
    };
    return packages;
  };
  try {
    const wanted = versions('package-lock.json');
    return Object.entries(versions('node_modules/.package-lock.json')).every(
      ([name, { version }]) => wanted[name]?.version === version,
    );
  } catch {
    return false;
  }
}
