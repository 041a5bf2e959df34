import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { good, misbehavingRegister } from '../population-register/misbehaving-register.ts';
import { startScript } from '../support/process.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';

let databases: QualityDatabases;
beforeAll(async () => {
  databases = await qualityDatabases('quality_turn');
});
afterAll(() => databases?.stop());

test('while one run compares records with the register, a second is told so and judges nothing', async () => {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const register = await misbehavingRegister(() => async (...given) => {
    asked.resolve();
    await released.promise;
    return good(...given);
  });
  onTestFinished(() => register.stop());
  const env = {
    ...databases.environment,
    POPULATION_REGISTER_URL: register.url,
    POPULATION_REGISTER_TOKEN: 'any-token',
  };
  const first = startScript('quality', [], { env });
  onTestFinished(() => void first.signalGroup('SIGKILL'));
  await Promise.race([asked.promise, first.ended]);

  const second = startScript('quality', [], { env });
  expect(await second.ended).toBe(3);
  expect(second.output()).toContain('another run is under way');
  expect(second.output()).not.toContain('official-coefficient');

  released.resolve();
  expect({ code: await first.ended, output: first.output() }).toMatchObject({ code: 0 });
  expect(first.output()).toContain('officials: compared with the population register');
  expect(first.output()).toContain('population-register: its rules judge by comparisons of records up to ');
});

test('while `npm run match` is at work, the rules of the register do not run', async () => {
  const held = await databases.owner('officials').reserve();
  try {
    await held`select pg_advisory_lock(hashtext('lienthong match'))`;
    const run = startScript('quality', [], { env: databases.environment });
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('another `npm run match` is at work');
    expect(run.output()).toMatch(
      /^citizen-not-found +NOT RUN: population-register records were not compared with it$/m,
    );
    expect(run.output()).toMatch(/^official-coefficient +\d/m);
  } finally {
    await held`select pg_advisory_unlock_all()`;
    held.release();
  }
});
