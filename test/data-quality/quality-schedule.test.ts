import { expect, test } from 'vitest';
import { startQualitySchedule } from '../../subgraphs/commands/quality-schedule.ts';
import { scheduleEnvironment } from '../../subgraphs/config.ts';
import { readEnvironment } from '../../subgraphs/kit/environment.ts';

type Entry = { event: string; line?: string; code?: number | string };

const everySecond = '* * * * * *';

/** A schedule whose runs are this program, and what it has told so far. */
function start(program: string) {
  const told: Entry[] = [];
  const schedule = startQualitySchedule({
    expression: everySecond,
    report: (entry) => void told.push(entry),
    command: [process.execPath, '-e', program],
  });
  const until = (event: string) =>
    expect.poll(() => told.map((entry) => entry.event), { timeout: 20_000 }).toContain(event);
  return { ...schedule, told, until };
}

test('each line that a run prints is told, and how it ended', async () => {
  const { stop, told, until } = start(`console.log('one'); console.error('two'); process.exitCode = 3`);
  await until('a run of the rules has ended');
  await stop();
  expect(told).toContainEqual({ event: 'quality', line: 'one' });
  expect(told).toContainEqual({ event: 'quality', line: 'two' });
  expect(told).toContainEqual({ event: 'a run of the rules has ended', code: 3 });
});

test('while a run goes on no other begins, and stopping ends it', async () => {
  const { stop, told, until } = start(`console.log('begun'); setInterval(() => {}, 1000)`);
  await until('a run of the rules is still under way: this time is left out');
  expect(told.filter(({ line }) => line === 'begun')).toHaveLength(1);
  await stop();
  expect(told.at(-1)).toEqual({ event: 'a run of the rules has ended', code: 'SIGTERM' });
});

test('a schedule without a time to come, or without the right to write, is refused at the start', () => {
  const read = (env: Record<string, string>) => readEnvironment(env, { schedule: scheduleEnvironment }).schedule;
  expect(read({})).toBeUndefined();
  expect(read({ QUALITY_SCHEDULE: '0 2 * * *' })).toBe('0 2 * * *');
  for (const wrong of ['every night', '61 * * * *', '0 0 30 2 *'])
    expect(() => read({ QUALITY_SCHEDULE: wrong })).toThrow('QUALITY_SCHEDULE: expected a cron expression');
  const own = { QUALITY_SCHEDULE: '0 2 * * *', DATABASE_URL_DATA_QUALITY: 'postgres://app:x@db/quality' };
  expect(() => read(own)).toThrow('DATABASE_OWNER_URL_DATA_QUALITY: expected');
  expect(read({ ...own, DATABASE_OWNER_URL_DATA_QUALITY: 'postgres://owner:x@db/quality' })).toBe('0 2 * * *');
});

test('its times are those of Việt Nam', async () => {
  const schedule = startQualitySchedule({ expression: '0 2 * * *', report: () => {} });
  expect(schedule.next()?.getUTCHours()).toBe(19);
  await schedule.stop();
});
