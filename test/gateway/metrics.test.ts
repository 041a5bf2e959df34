import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { growth, type Samples, scrape } from '../support/metrics.ts';
import { ownDatabase } from '../support/own-database.ts';
import { type Stack, startStack } from '../support/stack.ts';

let database: Awaited<ReturnType<typeof ownDatabase>>;
let stack: Stack;
beforeAll(async () => {
  database = await ownDatabase('officials', 'officials_metrics');
  stack = await startStack({ databaseUrls: { officials: database.urls } });
});
afterAll(async () => {
  await stack?.stop();
  await database?.stop();
});

const total = (samples: Samples) =>
  [...samples].reduce((sum, [key, value]) => (key.startsWith('lienthong_requests_total') ? sum + value : sum), 0);

/** What the metrics have grown by once so many requests were told of: that happens a moment after their answers. */
async function measure(requests: number, ask: () => Promise<unknown>) {
  const before = await scrape(stack.url);
  await ask();
  for (;;) {
    const after = await scrape(stack.url);
    if (total(after) >= total(before) + requests) return { grown: growth(before, after), after };
    await sleep(10);
  }
}

const known = 'query ProvincesAtAGlance { administrativeUnit(code: "79") { name } }';

test('requests are counted by status, kind and code, and timed by the names that we know', async () => {
  const { grown } = await measure(6, async () => {
    for (let n = 0; n < 3; n += 1) await stack.ask(known);
    await stack.ask('query NguyenVanA { administrativeUnit(code: "01") { name } }');
    await stack.ask('{ nothing');
    await stack.ask(known, {}, { token: 'not.a.token' });
  });
  expect(grown('lienthong_requests_total{kind="query",status="200"}')).toBe(4);
  expect(grown('lienthong_requests_total{kind="none",status="200"}')).toBe(1);
  expect(grown('lienthong_requests_total{kind="none",status="401"}')).toBe(1);
  expect(grown('lienthong_request_errors_total{code="GRAPHQL_PARSE_FAILED"}')).toBe(1);
  expect(grown('lienthong_request_errors_total{code="UNAUTHENTICATED"}')).toBe(1);
  const timed = (operation: string, kind = 'query') =>
    grown(`lienthong_request_duration_seconds_count{kind="${kind}",operation="${operation}"}`);
  expect([timed('ProvincesAtAGlance'), timed('other'), timed('other', 'none')]).toEqual([3, 1, 2]);
});

test('a plan is made once and found from then on', async () => {
  const query = '{ administrativeUnit(code: "48") { name code } }';
  const { grown } = await measure(4, async () => {
    for (let n = 0; n < 4; n += 1) await stack.ask(query);
  });
  expect([grown('lienthong_plans_total{cache="miss"}'), grown('lienthong_plans_total{cache="hit"}')]).toEqual([1, 3]);
  expect(grown('lienthong_plan_duration_seconds_count')).toBe(1);
});

test("a client's own names make no new series", async () => {
  await measure(1, () => stack.ask('query First { __typename }'));
  const { after } = await measure(50, async () => {
    for (let n = 0; n < 50; n += 1) await stack.ask(`query Nguyen${n} { a${n}: __typename }`);
  });
  const names = [...after.keys()].flatMap((key) => /operation="(\w+)"/.exec(key)?.[1] ?? []);
  expect(new Set(names)).toEqual(new Set(['other', 'ProvincesAtAGlance']));
});

test('pools, the process and its event loop are told', async () => {
  await stack.ask('{ officials(first: 1) { nodes { id } } }');
  const samples = await scrape(stack.url);
  expect(samples.get('lienthong_pool_connections{pool="rows",subgraph="officials"}')).toBeGreaterThan(0);
  expect(samples.get('lienthong_pool_pending{pool="rows",subgraph="officials"}')).toBe(0);
  expect(samples.get('lienthong_pool_connections_limit{pool="statistics",subgraph="officials"}')).toBe(2);
  for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
    expect(samples.get(name)).toBeTypeOf('number');
});

test('a mutation and a client that names itself are told apart', async () => {
  const { grown } = await measure(1, () =>
    stack.ask('mutation { unwaiveFinding(id: "3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11") { id } }', {}, { token: null }),
  );
  expect(grown('lienthong_requests_total{kind="mutation",status="200"}')).toBe(1);
  expect(grown('lienthong_request_errors_total{code="UNAUTHORIZED_FIELD_OR_TYPE"}')).toBe(1);
});

test('a client that goes away is counted as gone', async () => {
  const { grown } = await measure(1, async () => {
    const leaving = new AbortController();
    const sql = stack.databases.officials;
    await sql?.begin(async (held) => {
      await held.unsafe('lock table officials in access exclusive mode');
      const asked = stack.statements.length;
      const request = fetch(stack.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await stack.tokenOf('auditor')}`,
        },
        body: JSON.stringify({ query: '{ officials(first: 3) { nodes { category } } }' }),
        signal: leaving.signal,
      }).catch(() => {});
      while (stack.statements.length === asked) await sleep(10);
      leaving.abort();
      await request;
    });
  });
  expect(grown('lienthong_requests_total{kind="query",status="499"}')).toBe(1);
});
