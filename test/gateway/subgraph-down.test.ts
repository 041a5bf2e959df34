import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { subgraphsEnvironment } from '../../subgraphs/config.ts';
import { fillAll, migrateAll } from '../../subgraphs/fill.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { type Cluster, joinCluster } from '../../subgraphs/kit/embedded/cluster.ts';
import { type Stack, startStack } from '../support/stack.ts';

const query = `{
  administrativeUnit(code: "01") { name officialCount }
  officials(first: 2) { nodes { id } }
  insuredPersons(first: 1) { nodes { person { official { id } } } }
}`;
/** With the officials database down: its own parts are null, each with an error; the rest stands. */
const isPartial = ({ data, errors }: Awaited<ReturnType<Stack['ask']>>) => {
  expect(data).toMatchObject({
    administrativeUnit: { name: 'Hà Nội', officialCount: null },
    officials: null,
    insuredPersons: { nodes: [{ person: { official: null } }] },
  });
  // Where the list itself is null, the error stands at the part of it that could not be read.
  const paths = errors?.map(({ path }) => path?.join('.').replace(/^officials\..*/, 'officials'));
  expect(new Set(paths)).toEqual(
    new Set(['administrativeUnit.officialCount', 'officials', 'insuredPersons.nodes.0.person.official']),
  );
  for (const { extensions, message } of errors ?? []) {
    expect(extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'officials' });
    expect(message).toMatch(/"officials" does not answer/);
  }
};

/** What a service says of its readiness stands for a moment. */
const patient = { timeout: 20_000 };

let dataDir: string;
let cluster: Cluster;
let urls: DatabaseUrls;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lienthong-down-'));
  // PostgreSQL runs as another user where we are root, and must get in.
  await chmod(dataDir, 0o755);
  cluster = await joinCluster(dataDir, { exclusive: false });
  urls = await cluster.ensureDatabase('officials');
  await migrateAll({ officials: urls });
  await fillAll({ ...subgraphsEnvironment.parse({}), officials: 100 }, { officials: urls }, ['officials'], () => {});
});
afterAll(async () => {
  await cluster.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test.each([{ split: false }, { split: true }])(
  'a database that is down nulls its own part and comes back by itself (split: $split)',
  async ({ split }) => {
    const stack = await startStack({ split, databaseUrls: { officials: urls } });
    const isReady = async () => (await fetch(new URL('/health/ready', stack.url))).status === 200;
    try {
      expect((await stack.ask(query)).errors).toBeUndefined();
      expect(await isReady()).toBe(true);

      await cluster.stop();
      isPartial(await stack.ask(query));
      expect(stack.failures).toContainEqual(
        expect.objectContaining({ subgraph: 'officials', code: 'SUBGRAPH_UNAVAILABLE' }),
      );
      await expect.poll(isReady, patient).toBe(false);

      cluster = await joinCluster(dataDir, { exclusive: false });
      const back = await stack.ask(query);
      expect(back.errors).toBeUndefined();
      expect(back.data.officials.nodes).toHaveLength(2);
      await expect.poll(isReady, patient).toBe(true);
    } finally {
      await stack.stop();
    }
  },
);

test('a database that is down when everything starts is only missed by those who ask for it', async () => {
  await cluster.stop();
  const stack = await startStack({ databaseUrls: { officials: urls } });
  try {
    isPartial(await stack.ask(query));
    cluster = await joinCluster(dataDir, { exclusive: false });
    expect((await stack.ask(query)).errors).toBeUndefined();
  } finally {
    await stack.stop();
  }
});

test('a subgraph whose service is gone nulls its own part, at every path', async () => {
  const stack = await startStack({ split: true });
  try {
    await stack.services.find(({ name }) => name === 'officials')?.stop();
    isPartial(await stack.ask(query));
    expect((await fetch(new URL('/health/ready', stack.url))).status).toBe(503);
    expect((await fetch(new URL('/health/live', stack.url))).status).toBe(200);
  } finally {
    await stack.stop();
  }
});
