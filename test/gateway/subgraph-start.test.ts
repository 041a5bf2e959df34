import { expect, inject, test } from 'vitest';
import { registry } from '../../subgraphs/registry.ts';
import { startRelay } from '../support/relay.ts';
import { startStack } from '../support/stack.ts';
import { startStandIn } from '../support/stand-in.ts';

const query = `{
  administrativeUnit(code: "01") { name officialCount }
  officials(first: 2) { nodes { id } }
  workers(first: 1) { nodes { id } }
  insuredPersons(first: 1) { nodes { id } }
  qualityRuns(first: 1) { startedAt }
}`;

const names = registry.map(({ name }) => name);

test.each([{ split: false }, { split: true }])(
  'with every database down the gateway starts, says so, and recovers by itself (split: $split)',
  async ({ split }) => {
    const relays = await Promise.all(
      names.map(async (name) => [name, await startRelay(inject('databaseUrls')[name] as never)] as const),
    );
    await Promise.all(relays.map(([, relay]) => relay.close()));
    const databaseUrls = Object.fromEntries(relays.map(([name, { urls }]) => [name, urls]));
    const stack = await startStack({ split, databaseUrls });
    const health = async (path: string) => (await fetch(new URL(path, stack.url))).status;
    try {
      const { data, errors = [] } = await stack.ask(query);
      expect(new Set(Object.values(data))).toEqual(new Set([null]));
      expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['SUBGRAPH_UNAVAILABLE']));
      expect([await health('/health/live'), await health('/health/ready')]).toEqual([200, 503]);

      await Promise.all(relays.map(([, relay]) => relay.open()));
      await expect.poll(async () => (await stack.ask(query)).errors, { timeout: 20_000 }).toBeUndefined();
      await expect.poll(() => health('/health/ready'), { timeout: 20_000 }).toBe(200);
    } finally {
      await stack.stop();
      await Promise.all(relays.map(([, relay]) => relay.close()));
    }
  },
);

test('with every service down the gateway starts, says so, and recovers by itself', async () => {
  const standIns = await Promise.all(names.map(async (name) => [name, await startStandIn()] as const));
  for (const [, standIn] of standIns) await standIn.stop();
  const subgraphUrls = Object.fromEntries(standIns.map(([name, { url }]) => [name, url]));
  const stack = await startStack({ split: true, subgraphUrls });
  try {
    const { data, errors = [] } = await stack.ask(query);
    expect(new Set(Object.values(data))).toEqual(new Set([null]));
    expect(new Set(errors.map(({ extensions }) => extensions.serviceName))).toContain('officials');
    for (const [name, standIn] of standIns) {
      standIn.target = stack.services.find((service) => service.name === name)?.url ?? '';
      await standIn.start();
    }
    await expect.poll(async () => (await stack.ask(query)).errors, { timeout: 20_000 }).toBeUndefined();
  } finally {
    await stack.stop();
    for (const [, standIn] of standIns) await standIn.stop();
  }
});
