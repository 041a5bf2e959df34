import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const mutation = 'mutation { unwaiveFinding(id: "3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11") { id } }';

/** By GET, which a link can make a browser do. */
const get = (query: string, name?: string) =>
  fetch(`${stack.url}?${new URLSearchParams({ query, ...(name && { operationName: name }) })}`, {
    headers: { accept: 'application/graphql-response+json', 'apollo-require-preflight': 'true' },
  });

test.each([
  ['alone', mutation, undefined],
  ['beside a query', `query A { __typename } ${mutation.replace('mutation', 'mutation B')}`, 'B'],
])('a mutation by GET, %s, is refused with 405', async (_, query, name) => {
  stack.statements.length = 0;
  const response = await get(query, name);
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  expect(((await response.json()) as Answer).data).toBeUndefined();
  expect(stack.statements).toEqual([]);
});

test('a query by GET is answered', async () => {
  const response = await get('query A { __typename }');
  expect([response.status, await response.json()]).toMatchObject([200, { data: { __typename: 'Query' } }]);
});

test('a mutation that is refused asks nobody', async () => {
  stack.statements.length = 0;
  const { data, errors } = await stack.ask(mutation, {}, { token: null });
  expect([data, errors?.[0]?.extensions.code]).toEqual([{ unwaiveFinding: null }, 'UNAUTHORIZED_FIELD_OR_TYPE']);
  expect(stack.statements).toEqual([]);
});

test('a mutation is measured like a query', async () => {
  const record = `record { ... on Person { officials { ratings { year } } } }`;
  const nested = Array.from({ length: 25 }, () => 'person { findings {').join(' ');
  const query = `mutation { unwaiveFinding(id: "x") { ${nested} ${record} ${'}'.repeat(50)} } }`;
  expect((await stack.ask(query)).errors?.[0]?.extensions.code).toBe('OPERATION_TOO_LARGE');
});

test('subscriptions are not offered, and that is said', async () => {
  const { errors } = await stack.ask('subscription { findings { id } }');
  expect(errors?.[0]?.message).toMatch(/subscription/i);
});
