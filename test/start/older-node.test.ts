import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folders = ['/usr/local/bin', '/usr/bin', ...(process.env.PATH ?? '').split(':')];
const older = folders
  .map((folder) => join(folder, 'node'))
  .filter((program) => existsSync(program))
  .find((program) => Number(/^v(\d+)/.exec(spawnSync(program, ['--version']).stdout.toString())?.[1]) < 24);

test.runIf(older)('an older Node says in a line which one is needed and how to get it', () => {
  const args = ['--import', './gateway/require-node.js', 'gateway/main.ts'];
  const { status, stdout, stderr } = spawnSync(older as string, args, { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^Liên Thông needs Node 24 and was started by Node \d+\.\d+\.\d+\. .*npm ci.*\n$/);
});
