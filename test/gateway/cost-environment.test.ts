import { expect, test } from 'vitest';
import { costEnvironment } from '../../gateway/limits/cost-environment.ts';
import { EnvironmentError, readEnvironment } from '../../subgraphs/kit/environment.ts';

const read = (env: Record<string, string>) => readEnvironment(env, { cost: costEnvironment }).cost;

test('what is not set has a default; without a token a client may use less', () => {
  const { limit, perMinute, redisUrl } = read({});
  expect(perMinute?.anonymous).toBeLessThan(perMinute?.known as number);
  expect(perMinute?.anonymous).toBeGreaterThanOrEqual(limit);
  expect(redisUrl).toBeUndefined();
});

test('RATE_LIMIT=off leaves the limit of an operation', () => {
  expect(read({ RATE_LIMIT: 'off', COST_LIMIT: '7' })).toMatchObject({ limit: 7, perMinute: null });
});

test('all problems are told together, without a value', () => {
  const wrong = {
    COST_LIMIT: '0',
    COST_PER_MINUTE: '1.5',
    COST_PER_MINUTE_ANONYMOUS: 'many',
    RATE_LIMIT: 'maybe',
    REDIS_URL: 'http://:geheim@redis',
    CLIENT_ADDRESS_HEADER: 'x forwarded',
  };
  const message = (() => {
    try {
      return read(wrong);
    } catch (error) {
      return error instanceof EnvironmentError ? error.message.split('\n') : error;
    }
  })();
  expect(message).toEqual([
    'COST_LIMIT: expected a whole number from 1',
    'COST_PER_MINUTE: expected a whole number from 1',
    'COST_PER_MINUTE_ANONYMOUS: expected a whole number from 1',
    'RATE_LIMIT: expected on or off',
    'REDIS_URL: expected redis://host:port or rediss://host:port',
    'CLIENT_ADDRESS_HEADER: expected the name of a header that the proxy before the gateway sets',
  ]);
});
