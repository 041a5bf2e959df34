import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBudget } from '../../gateway/limits/budget.ts';
import { type BudgetStore, createBudgetStore } from '../../gateway/limits/budget-store.ts';
import { anonymous } from '../../schema/caller.ts';
import { createRedis, freePort, hasRedis } from '../support/redis.ts';

if (!hasRedis()) console.warn('budget-redis.test.ts is skipped: there is no redis-server on PATH');

const asking = (address: string) => ({ client: null, caller: anonymous, address });
const perMinute = { known: 1_000, anonymous: 100 };

describe.skipIf(!hasRedis())('several gateways over one Redis', () => {
  let directory: string;
  let redis: Awaited<ReturnType<typeof createRedis>>;
  const events: string[] = [];
  const stores: BudgetStore[] = [];
  const gateway = async () => {
    const store = createBudgetStore(redis.url, (event) => events.push(event));
    stores.push(store);
    const budget = createBudget(store, perMinute);
    return budget;
  };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lienthong-redis-'));
    redis = await createRedis(directory);
    await redis.start();
  });
  afterAll(async () => {
    for (const store of stores) store.stop();
    await redis.kill();
    await rm(directory, { recursive: true, force: true });
  });

  test('share one budget; each counts for itself while Redis is away, and shares again when it is back', async () => {
    const [one, two] = await Promise.all([gateway(), gateway()]);
    // Connected is who sees what the other took.
    await until(async () => {
      const probe = asking(`probe ${Math.random()}`);
      await one.charge(probe, 100);
      return isRefused(two.charge(probe, 1));
    });
    const shared = asking('192.0.2.1');
    await one.charge(shared, 60);
    await expect(two.charge(shared, 60)).rejects.toMatchObject({ extensions: { code: 'BUDGET_EXHAUSTED' } });
    const settle = await two.charge(shared, 40);
    settle(10);
    await until(async () => !(await isRefused(one.charge(shared, 30))));

    await redis.kill();
    const alone = asking('192.0.2.2');
    await one.charge(alone, 80);
    await two.charge(alone, 80);
    await expect(one.charge(alone, 80)).rejects.toMatchObject({ extensions: { code: 'BUDGET_EXHAUSTED' } });
    await until(async () => events.includes('away'));

    await redis.start();
    await until(async () => events.filter((event) => event === 'back').length >= 2);
    const again = asking('192.0.2.3');
    await one.charge(again, 100);
    await expect(two.charge(again, 1)).rejects.toMatchObject({ extensions: { code: 'BUDGET_EXHAUSTED' } });
  });

  test('a Redis that hangs is away after a moment, and keeps nobody waiting from then on', async () => {
    const one = await gateway();
    redis.signal('SIGSTOP');
    try {
      await one.charge(asking('192.0.2.4'), 1);
      await until(async () => events.at(-1) === 'away');
      // A thousand that waited for Redis would take minutes.
      for (let n = 0; n < 1_000; n++) await one.charge(asking(`198.51.100.${n}`), 1);
    } finally {
      redis.signal('SIGCONT');
    }
  });
});

test('a Redis that never was there keeps nobody waiting', async () => {
  const events: string[] = [];
  const store = createBudgetStore(`redis://127.0.0.1:${await freePort()}`, (event) => events.push(event));
  try {
    const budget = createBudget(store, perMinute);
    await budget.charge(asking('192.0.2.5'), 60);
    await expect(budget.charge(asking('192.0.2.5'), 60)).rejects.toMatchObject({
      extensions: { code: 'BUDGET_EXHAUSTED' },
    });
    await until(async () => events.includes('away'));
    await sleep(300);
    expect(events).toEqual(['away']);
  } finally {
    store.stop();
  }
});

const isRefused = (charged: Promise<unknown>) =>
  charged.then(
    () => false,
    () => true,
  );

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 500; n++) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error('it did not come about in 10 s');
}
