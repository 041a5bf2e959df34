import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRegister } from './running-register.ts';
import { seekersIn } from './small-register.ts';

const units = Array.from({ length: 1_001 }, (_, n) => `${10_000 + n}@start`);

let register: Awaited<ReturnType<typeof startRegister>>;
beforeAll(async () => {
  register = await startRegister(seekersIn(units));
});
afterAll(() => register.stop());

it('answers 1,000 groups, and refuses 1,001 instead of showing a part', async () => {
  const { data, errors } = await register.ask(
    `query ($thousand: [ID!]) {
      workers: labourStatistics(groupBy: [UNIT], filter: { unitIds: $thousand }) { count }
      seekers: jobMarketStatistics(groupBy: [UNIT, UNIT], filter: { unitIds: $thousand }) { seekers }
      allWorkers: labourStatistics(groupBy: [UNIT]) { count }
      allSeekers: jobMarketStatistics(groupBy: [UNIT]) { seekers } }`,
    { thousand: units.slice(0, 1_000) },
  );
  expect(data).toMatchObject({ allWorkers: null, allSeekers: null });
  expect([data.workers, data.seekers]).toMatchObject([{ length: 1_000 }, { length: 1_000 }]);
  expect(errors?.map(({ path, extensions }) => `${path} ${extensions.code}`).sort()).toEqual([
    'allSeekers BAD_USER_INPUT',
    'allWorkers BAD_USER_INPUT',
  ]);
});
