import { expect, onTestFinished, test } from 'vitest';
import { createDataFolder, runScript } from '../support/process.ts';
import { qualityDatabases } from '../support/quality-databases.ts';

test('on a new data folder `npm run match` and `npm run quality` ask for records, and leave nothing that seeding refuses', async () => {
  const env = { DATA_DIR: await createDataFolder(onTestFinished) };
  for (const command of ['match', 'quality']) {
    const { code, output } = await runScript(command, [], { env });
    expect(output).toMatch(/expected records to (compare|judge): `npm start` or `npm run seed` first/);
    expect(code).toBe(1);
  }
  expect(await runScript('seed', ['--officials', '100'], { env })).toMatchObject({ code: 0 });
});

test('what our commands wrote is no record that seeding would lose; a waiver is', async () => {
  const databases = await qualityDatabases('run_before_seed');
  onTestFinished(() => databases.stop());
  const env = databases.environment;
  expect(await runScript('quality', ['--no-match'], { env })).toMatchObject({
    output: expect.stringContaining('rules'),
  });
  const seed = () => runScript('seed', ['--officials', '100', '--only', 'data-quality'], { env });
  await databases.quality`insert into waivers (finding_id, fingerprint, reason, waived_by)
    select id, fingerprint, 'Đã đối chiếu hồ sơ gốc.', 'steward' from findings limit 1`;
  await databases.quality`delete from seed_state`;
  const refused = await seed();
  expect(refused.output).toContain('data-quality: holds records that were not generated');
  expect(refused.code).toBe(1);
  await databases.quality`delete from waivers`;
  expect(await seed()).toMatchObject({ code: 0 });
});
