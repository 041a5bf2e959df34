import { expect, onTestFinished, test } from 'vitest';
import { runScript } from '../support/process.ts';
import { qualityDatabases } from '../support/quality-databases.ts';

test('another day than today is refused where a database holds records that the generator did not make', async () => {
  const databases = await qualityDatabases('quality_day');
  onTestFinished(() => databases.stop());
  const run = (...args: string[]) => runScript('quality', ['--no-match', ...args], { env: databases.environment });
  await databases.owner('social-security')`delete from seed_state`;
  const refused = await run('--as-of', '2026-10-31');
  expect(refused.output).toMatch(
    /^lienthong: --as-of: expected today \(\d{4}-\d\d-\d\d\).*did not fill social-security$/m,
  );
  expect(refused.code).toBe(1);
  expect(await databases.quality`select from quality_runs`).toHaveLength(0);

  // Today it runs; and what was never compared with the register does not look judged, here or in what is kept of the run.
  const { output, code } = await run();
  expect(output).toMatch(/^official-coefficient +\d/m);
  const ofRegister = ['citizen-mismatch', 'citizen-not-found', 'citizen-superseded', 'deceased-in-service'];
  const kept = await databases.quality`select rule_id, missing from rule_runs where state = 'NOT_RUN' order by rule_id`;
  expect(kept.map(({ rule_id, missing }) => [rule_id, ...missing])).toEqual(
    ofRegister.map((id) => [id, 'population-register']),
  );
  for (const id of ofRegister)
    expect(output).toMatch(new RegExp(`^${id} +NOT RUN: population-register no record has been compared with it`, 'm'));
  expect(code).toBe(1);
});
