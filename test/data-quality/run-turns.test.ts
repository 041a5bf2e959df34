import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { QualityRunningError } from '../../subgraphs/data-quality/run/session.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { pauseLock, pausingRules, toyLaw } from './toy-rules.ts';

let databases: QualityDatabases;
beforeAll(async () => {
  databases = await qualityDatabases('turns');
});
afterAll(() => databases?.stop());

const run = (signal?: AbortSignal, onJudging: (ruleId: string) => void = () => {}) =>
  runQuality({
    database: databases.database,
    sources: databases.sources,
    rules: pausingRules,
    law: toyLaw,
    asOf: '2026-10-31',
    signal,
    report: (event) => event.event === 'judging' && onJudging(event.ruleId),
  });

/** Holds the rule `pausing` up until the test has done its part. */
async function whilePaused(during: () => Promise<void>) {
  const held = await databases.quality.reserve();
  try {
    await held`select pg_advisory_lock(${pauseLock})`;
    await during();
  } finally {
    await held`select pg_advisory_unlock_all()`;
    held.release();
  }
}

const untilPausing = (signal?: AbortSignal) => {
  const pausing = Promise.withResolvers<void>();
  const first = run(signal, (ruleId) => ruleId === 'pausing' && pausing.resolve());
  return { first, pausing: Promise.race([pausing.promise, first.then(() => {})]) };
};

test('a second run at the same time is told since when the first goes on', async () => {
  let ended: Promise<unknown> = Promise.resolve();
  await whilePaused(async () => {
    const { first, pausing } = untilPausing();
    ended = first;
    await pausing;
    const [going] = await databases.quality<
      { since: Date }[]
    >`select started_at as since from quality_runs where state = 'RUNNING'`;
    const refused = await run().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(QualityRunningError);
    expect(refused).toMatchObject({
      since: going?.since,
      message: expect.stringContaining('another run is under way'),
    });
  });
  await expect(ended).resolves.toMatchObject({
    rules: expect.arrayContaining([expect.objectContaining({ ruleId: 'pausing', state: 'JUDGED' })]),
  });
});

test('a run that is told to stop does so in the middle of a statement, and the next one goes on', async () => {
  const stopping = new AbortController();
  await databases.owner('officials')`update officials set step = 2 where id in (select id from officials limit 30)`;
  await whilePaused(async () => {
    const { first, pausing } = untilPausing(stopping.signal);
    await pausing;
    stopping.abort(new Error('told to stop'));
    await expect(first).rejects.toThrow('told to stop');
  });
  const { rules } = await run();
  expect(rules.every(({ state }) => state === 'JUDGED')).toBe(true);
  expect(rules.slice(0, 3).every((outcome) => outcome.state === 'JUDGED' && outcome.already)).toBe(true);
});
