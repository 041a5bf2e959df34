import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const json = 'application/json; charset=utf-8';
const graphqlResponse = 'application/graphql-response+json; charset=utf-8';
const post = (accept: string, body: string, headers: Record<string, string> = {}) =>
  fetch(stack.url, { method: 'POST', headers: { 'content-type': 'application/json', accept, ...headers }, body });
const typename = JSON.stringify({ query: '{ __typename }' });

describe('the answer comes in the media type that is preferred', () => {
  test.each([
    ['*/*', json],
    ['application/*', json],
    ['application/json', json],
    ['application/graphql-response+json', graphqlResponse],
    ['Application/GraphQL-Response+JSON;charset=utf-8', graphqlResponse],
    // As Apollo Client, urql and Relay send it.
    ['application/graphql-response+json, application/json', graphqlResponse],
    ['application/graphql-response+json,application/json;q=0.9', graphqlResponse],
    ['application/json;q=0.5, application/graphql-response+json;q=0.4', json],
    ['application/json;q=0.4, application/graphql-response+json;q=0.5', graphqlResponse],
    ['application/json;q=0, */*', graphqlResponse],
    // As a browser sends it.
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', json],
  ])('%s', async (accept, type) => {
    const response = await post(accept, typename);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  });
  test.each(['text/html', 'image/*', 'application/json;q=0', 'application/jsonx', '*/*;q=nonsense', ','])(
    'who takes only %s is told so before anything runs',
    async (accept) => {
      const before = stack.statements.length;
      const response = await post(accept, JSON.stringify({ query: '{ administrativeUnit(code: "79") { name } }' }));
      const { errors } = (await response.json()) as Answer;
      expect([response.status, errors?.[0]?.extensions.code]).toEqual([406, 'NOT_ACCEPTABLE']);
      expect(stack.statements.length).toBe(before);
    },
  );
});

describe('what GraphQL cannot run is 200 as application/json, and 400 as application/graphql-response+json', () => {
  test.each([
    ['does not parse', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['does not fit the schema', { query: '{ nope }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'has variables that do not fit',
      { query: 'query ($n: Int!) { ranks { code } administrativeUnits(first: $n) { totalCount } }', variables: {} },
      'BAD_USER_INPUT',
    ],
    ['has no such operation', { query: '{ __typename }', operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
  ])('an operation that %s', async (_, body, code) => {
    for (const [accept, status] of [
      ['application/json', 200],
      ['application/graphql-response+json', 400],
    ] as const) {
      const response = await post(accept, JSON.stringify(body));
      const answer = (await response.json()) as Answer;
      expect([response.status, answer.errors?.[0]?.extensions.code, 'data' in answer]).toEqual([status, code, false]);
    }
  });
  test('errors of fields beside data are 200 in both', async () => {
    const body = JSON.stringify({ query: '{ officials(first: 0) { totalCount } }' });
    for (const accept of ['application/json', 'application/graphql-response+json'])
      expect((await post(accept, body)).status).toBe(200);
  });
});

test.each(['application/json', 'application/graphql-response+json'])(
  'a refusal keeps its status and comes as %s',
  async (accept) => {
    const anonymous = await post(accept, typename, { authorization: 'Bearer x' });
    expect([anonymous.status, anonymous.headers.get('content-type')]).toEqual([401, `${accept}; charset=utf-8`]);
    expect((await post(accept, '[]')).status).toBe(400);
    expect((await post(accept, '{"query":1}')).status).toBe(400);
    expect((await post(accept, '{}')).status).toBe(400);
  },
);
