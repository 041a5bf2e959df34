import { describe, expect, test } from 'vitest';
import { telemetryEnvironment } from '../../gateway/telemetry/environment.ts';
import { readEnvironment } from '../../subgraphs/kit/environment.ts';
import { parseMetrics } from '../support/metrics.ts';
import { startStack } from '../support/stack.ts';

const token = 'a-token-of-thirty-two-characters-or-more';

/** A stack with these settings, and what /metrics on the gateway's port answers to these headers. */
async function statuses(env: Record<string, string>, requests: Record<string, string>[]) {
  const { watching } = readEnvironment(env, { watching: telemetryEnvironment });
  const stack = await startStack({ watching });
  try {
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(new URL('/metrics', stack.url), { headers });
      const text = await response.text();
      if (response.status === 200) expect(parseMetrics(text).size).toBeGreaterThan(20);
      else expect(text).not.toContain('lienthong_');
      return response.status;
    };
    return await Promise.all(requests.map(ask));
  } finally {
    await stack.stop();
  }
}

const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

describe("who may read metrics on the gateway's own port", () => {
  test('in development this machine, and nobody for whom a proxy asks', async () => {
    const forwarded = { 'x-forwarded-for': '127.0.0.1' };
    expect(await statuses({}, [{}, forwarded, { forwarded: 'for=10.0.0.7' }, { via: '1.1 proxy' }])).toEqual([
      200, 404, 404, 404,
    ]);
  });
  test('in production nobody', async () => {
    expect(await statuses({ NODE_ENV: 'production' }, [{}, bearer(token)])).toEqual([404, 404]);
  });
  test('whoever has the token, where there is one', async () => {
    expect(
      await statuses({ NODE_ENV: 'production', METRICS_TOKEN: token }, [
        {},
        bearer('x'),
        bearer(`${token}x`),
        bearer(token),
      ]),
    ).toEqual([401, 401, 401, 200]);
  });
});

test('on a port of their own they are there alone', async () => {
  const { watching } = readEnvironment({ METRICS_PORT: '0' }, { watching: telemetryEnvironment });
  const stack = await startStack({ watching });
  try {
    expect((await fetch(new URL('/metrics', stack.url))).status).toBe(404);
    const own = await fetch(stack.metricsUrl ?? '');
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(parseMetrics(await own.text()).size).toBeGreaterThan(20);
    expect((await fetch(new URL('/graphql', stack.metricsUrl))).status).toBe(404);
  } finally {
    await stack.stop();
  }
});

test.each([
  [{ METRICS_PORT: 'x' }, /^METRICS_PORT: expected a port/],
  [{ METRICS_TOKEN: 'short' }, /^METRICS_TOKEN: expected a secret of at least 32 characters/],
  [{ ACCESS_LOG: 'yes' }, /^ACCESS_LOG: expected on or off$/],
])('a wrong setting is told, and its value is not: %o', (env, message) => {
  expect(() => readEnvironment(env as never, { watching: telemetryEnvironment })).toThrow(message);
});
