import cluster, { type Worker } from 'node:cluster';
import { on } from 'node:events';
import { createBudget } from '../../../gateway/limits/budget.ts';
import { countForWorkers, createBudgetStore } from '../../../gateway/limits/budget-store.ts';
import { anonymous } from '../../../schema/caller.ts';

// A program: each of two workers takes 60 of 100 one after the other, then 40; prints how each ended.
if (cluster.isPrimary) {
  countForWorkers();
  const workers = [cluster.fork(), cluster.fork()];
  // What each says, beside the library's own messages, which come the same way.
  const said = new Map(workers.map((worker) => [worker, on(worker, 'message')]));
  const next = async (worker: Worker): Promise<string> => {
    const { value } = (await said.get(worker)?.next()) ?? {};
    return typeof value?.[0] === 'string' ? value[0] : next(worker);
  };
  await Promise.all(workers.map(next));
  const take = (worker: Worker, cost: number) => {
    worker.send({ cost });
    return next(worker);
  };
  const [one, two] = workers as [Worker, Worker];
  const ends = [await take(one, 60), await take(two, 60), await take(two, 40), await take(one, 1)];
  console.log(ends.join(' '));
  for (const worker of workers) worker.kill();
} else {
  const store = createBudgetStore(undefined, () => {});
  const budget = createBudget(store, { known: 1_000, anonymous: 100 });
  process.on('message', async ({ cost }: { cost?: number }) => {
    if (cost === undefined) return;
    const charged = budget.charge({ client: null, caller: anonymous, address: '192.0.2.1' }, cost);
    process.send?.(
      await charged.then(
        () => 'taken',
        (error) => error.extensions.code,
      ),
    );
  });
  process.send?.('ready');
}
