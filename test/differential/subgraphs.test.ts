import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { registry } from '../../subgraphs/registry.ts';
import { freezeDay } from './frozen-day.ts';
import type { Pools } from './generate/pools.ts';
import { findPoolsAt } from './given-pools.ts';
import { describeDifference, run, shrinkDifference } from './run.ts';
import { compareSubgraph } from './subgraphs.ts';

const count = 400;

let pools: Pools;
let goOn: () => void;
beforeAll(async () => {
  goOn = freezeDay();
  pools = await findPoolsAt(inject('databaseUrls'));
});
afterAll(() => goOn?.());

describe.each(registry)('$name', ({ name }) => {
  test(`answers ${count} generated operations as graphql-js does`, async () => {
    const comparison = await compareSubgraph(name, urlsOf(name), pools);
    try {
      const { tally, differences } = await run(comparison, { seed: 1, count, faults: 0.4, enough: 1 });
      const [first] = differences;
      if (first) expect.fail(describeDifference(await shrinkDifference(comparison, first)));
      expect(tally).toMatchObject({ asked: count, different: 0 });
      expect(tally.withErrors).toBeGreaterThan(count / 20);
      expect(tally.withoutData).toBeLessThan(count / 4);
    } finally {
      await comparison.stop();
    }
  });
});

function urlsOf(name: string) {
  const urls = inject('databaseUrls')[name];
  if (!urls) throw new Error(`no database of ${name}`);
  return urls;
}
