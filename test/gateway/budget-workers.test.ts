import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the workers of one gateway share a budget', () => {
  const program = join(import.meta.dirname, 'cost', 'two-workers.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8', timeout: 60_000 });
  expect([stdout, stderr]).toEqual(['taken BUDGET_EXHAUSTED taken BUDGET_EXHAUSTED\n', '']);
});
