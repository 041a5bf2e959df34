import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let development: Stack;
let production: Stack;
let developer: string;
beforeAll(async () => {
  [development, production] = await Promise.all([startStack(), startStack({ isProduction: true })]);
  developer = await production.tokenOf('developer');
});
afterAll(() => Promise.all([development?.stop(), production?.stop()]));

/** Some audits introspect: in production with a token that may. */
const asDeveloper: typeof fetch = (url, options) =>
  fetch(url, { ...options, headers: { ...options?.headers, authorization: `Bearer ${developer}` } });

const ofDevelopment = serverAudits({ url: () => development.url });
const ofProduction = serverAudits({ url: () => production.url, fetchFn: asDeveloper });

test('there are as many audits as there were when this was written', () => {
  expect(ofDevelopment).toHaveLength(61);
});

describe.each([
  { mode: 'in development without a token', audits: ofDevelopment },
  { mode: 'in production', audits: ofProduction },
])('GraphQL over HTTP $mode', ({ audits }) => {
  test.each(audits)('$id $name', async ({ fn }) => {
    const result = await fn();
    const reason = result.status === 'ok' ? '' : result.reason;
    expect({ status: result.status, reason }).toEqual({ status: 'ok', reason: '' });
  });
});
