import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareGateways } from './compare-gateways.ts';
import { freezeDay } from './frozen-day.ts';
import { type CountedComparison, describeDifference, run, shrinkDifference } from './run.ts';

const ways = [
  { way: 'in process', split: false, from: 1, blocks: 8 },
  { way: 'over HTTP', split: true, from: 1_000_001, blocks: 2 },
] as const;

/** Of one test; seeds go on from one to the next. */
const block = 500;

describe.each(ways)('the compiled executor answers as the stock one, subgraphs $way', ({ split, from, blocks }) => {
  // Over HTTP what several ask alike at once is one request, though each has faults of its own.
  const clients = split ? 1 : 4;
  let comparison: CountedComparison;
  let goOn: () => void;
  beforeAll(async () => {
    goOn = freezeDay();
    comparison = await compareGateways({ executors: ['stock', 'compiled'], split });
  });
  afterAll(async () => {
    await comparison?.stop();
    goOn?.();
  });

  const seeds = Array.from({ length: blocks }, (_, index) => from + index * block);
  test.each(seeds)(`seeds from %i, ${block} of them (npm run differential -- --seed)`, async (seed) => {
    const { tally, differences } = await run(comparison, { seed, count: block, faults: 0.5, enough: 1, clients });
    const [first] = differences;
    if (first) expect.fail(describeDifference(await shrinkDifference(comparison, first)));
    expect(tally).toMatchObject({ asked: block, different: 0 });
    // That much was asked, and answered: else nothing would have been compared.
    expect(tally.withErrors).toBeGreaterThan(block / 5);
    expect(tally.withoutData).toBeLessThan(block / 4);
  });

  test('most of them were executed by compiled code', () => {
    const told = Object.entries(comparison.executions).filter(([how]) => /^(compiled|replayed|stock)/.test(how));
    const all = told.reduce((sum, [, count]) => sum + count, 0);
    // The others have errors, of faults most of all, and are ended by @apollo/gateway.
    expect((comparison.executions.compiled ?? 0) / all).toBeGreaterThan(0.4);
  });
});
