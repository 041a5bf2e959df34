import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { registry } from '../../subgraphs/registry.ts';
import { type Stack, startStack } from '../support/stack.ts';

const names = registry.map(({ name }) => name);
const ready = async (stack: Stack) => {
  const response = await fetch(new URL('/health/ready', stack.url));
  return { status: response.status, body: (await response.json()) as { subgraphs: { name: string }[] } };
};

/** Where nothing listens. */
function unreachable(): DatabaseUrls {
  const { owner, application, statistics } = inject('databaseUrls').officials as DatabaseUrls;
  const moved = (url: string) => url.replace(/:\d+\//, ':1/');
  return { owner, application: moved(application), statistics: statistics && moved(statistics) };
}

describe.each([{ split: false }, { split: true }])('readiness (split: $split)', ({ split }) => {
  let whole: Stack;
  let broken: Stack;
  beforeAll(async () => {
    [whole, broken] = await Promise.all([
      startStack({ split }),
      startStack({ split, databaseUrls: { officials: unreachable() } }),
    ]);
  });
  afterAll(() => Promise.all([whole?.stop(), broken?.stop()]));

  test('is 200 with each subgraph and its database', async () => {
    const { status, body } = await ready(whole);
    expect([status, body]).toMatchObject([200, { status: 'ready' }]);
    expect(body.subgraphs.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const subgraph of body.subgraphs) expect(subgraph).toMatchObject({ ready: true, database: 'ready' });
  });
  test('is 503 and names the one whose database does not answer, without why or where', async () => {
    const { status, body } = await ready(broken);
    expect([status, body]).toMatchObject([503, { status: 'not ready' }]);
    expect(body.subgraphs).toContainEqual(expect.objectContaining({ name: 'officials', ready: false }));
    expect(body.subgraphs.filter(({ name }) => name !== 'officials')).toEqual(
      expect.arrayContaining([{ name: 'social-security', ready: true, database: 'ready' }]),
    );
    expect(JSON.stringify(body)).not.toMatch(/ECONN|127\.0\.0\.1|postgres/);
  });
  test('is told to fifty who ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ready(whole)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
  test('liveness does not depend on it', async () => {
    const response = await fetch(new URL('/health/live', broken.url));
    expect([response.status, await response.text()]).toEqual([200, 'live']);
  });
});
