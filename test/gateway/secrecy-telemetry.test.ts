import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { telemetryEnvironment } from '../../gateway/telemetry/environment.ts';
import { tracingEnvironment } from '../../subgraphs/kit/tracing/environment.ts';
import { startTracing } from '../../subgraphs/kit/tracing/start.ts';
import { startCollector } from '../support/collector.ts';
import { flushSpans } from '../support/flush-spans.ts';
import { ownDatabase } from '../support/own-database.ts';
import { forms, places, post } from '../support/places-to-write.ts';
import { type Stack, startStack } from '../support/stack.ts';

// Personal values in every place where a client can write, through every way that a request can end: none of them is in the log,
// the metrics, the traces or the counts of use.

let collector: Awaited<ReturnType<typeof startCollector>>;
let tracing: Awaited<ReturnType<typeof startTracing>>;
beforeAll(async () => {
  collector = await startCollector();
  const config = tracingEnvironment.parse({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
  tracing = await startTracing({ config, serviceName: 'lienthong-test', report: () => {} });
});
afterAll(async () => {
  await tracing?.stop();
  await collector?.stop();
});

describe.each([
  ['in one process', false],
  ['over HTTP', true],
])('%s', (_, split) => {
  const logged: string[] = [];
  const printed = (['log', 'info', 'warn', 'error'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation((...words) => void logged.push(words.map(String).join(' '))),
  );
  let database: Awaited<ReturnType<typeof ownDatabase>>;
  let stack: Stack;
  beforeAll(async () => {
    database = await ownDatabase('officials', split ? 'officials_told_split' : 'officials_told');
    const log = pino({ level: 'trace' }, { write: (line) => logged.push(line) });
    stack = await startStack({
      split,
      log,
      watching: telemetryEnvironment.parse({}),
      databaseUrls: { officials: database.urls },
    });
  });
  afterAll(async () => {
    await stack?.stop();
    await database?.stop();
    for (const spy of printed) spy.mockRestore();
  });

  /** Everything that was told so far, spans of the last second included. */
  async function told(): Promise<string> {
    const authorization = `Bearer ${await stack.tokenOf('analyst', { scope: 'schema:usage' })}`;
    const marker = crypto.randomUUID();
    await post(stack.url, { 'x-request-id': marker }, { query: '{ __typename }' });
    // Its own span ends a moment after its answer.
    await expect
      .poll(() => flushSpans().then(() => collector.text().includes(marker)), { timeout: 20_000, interval: 10 })
      .toBe(true);
    const [metrics, usage] = await Promise.all(
      ['/metrics', '/usage'].map(async (path) => {
        const response = await fetch(new URL(path, stack.url), { headers: { authorization } });
        expect(response.status).toBe(200);
        return response.text();
      }),
    );
    return [...logged, JSON.stringify(stack.failures), metrics, usage, collector.text()].join('\n');
  }
  const personal = async () => {
    const text = await told();
    return forms.filter((form) => text.includes(form));
  };
  afterEach(async () => expect(await personal()).toEqual([]));

  const everyone = async () => [
    {},
    { authorization: `Bearer ${await stack.tokenOf('auditor', { purpose: 'AUDIT' })}` },
    {
      authorization: `Bearer ${await stack.tokenOf('data-steward', { sub: 'steward-7', scope: 'quality:read quality:write officials:read person:identify' })}`,
    },
  ];

  test.each(places)('%s', async (_, ask) => {
    for (const authorization of await everyone()) await ask(stack.url, authorization as never);
    expect(logged.length).toBeGreaterThan(0);
  });

  test('and each of them while a database refuses every statement, or a service is gone', async () => {
    const sql = stack.databases.officials;
    await sql?.unsafe('alter table officials rename to officials_away');
    try {
      if (split) await stack.services.find(({ name: service }) => service === 'social-security')?.stop();
      for (const [, ask] of places)
        for (const authorization of await everyone()) await ask(stack.url, authorization as never);
      expect(stack.failures.length).toBeGreaterThan(0);
    } finally {
      await sql?.unsafe('alter table officials_away rename to officials');
    }
  });
});
