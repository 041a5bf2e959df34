import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const post = async (body: string) => {
  const response = await fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const answer = (await response.json()) as Answer;
  return { status: response.status, answer, code: answer.errors?.[0]?.extensions.code };
};

test.each(['[]', '[{"query":"{ __typename }"}]', JSON.stringify(Array(1_000).fill({ query: '{ __typename }' }))])(
  'a batch is refused as one: %.30s',
  async (body) => {
    const { status, code, answer } = await post(body);
    expect([status, code]).toEqual([400, 'BATCHING_NOT_SUPPORTED']);
    expect(answer.errors).toHaveLength(1);
  },
);

test.each([
  'null',
  '1',
  '"{ __typename }"',
  '',
  '{}',
  '{"query":""}',
  '{"query":["x"]}',
  '{"query":"{ a }","variables":1}',
])('what is no request is refused: %s', async (body) => {
  expect(await post(body)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
});

describe('CVE-2026-32621: names that JavaScript knows are names like others', () => {
  afterEach(() => {
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
  const polluted = '{"polluted":true}';
  const query = '"query":"{ administrativeUnit(code: \\"79\\") { name } }"';
  const answered = { data: { administrativeUnit: { name: 'Hồ Chí Minh' } } };

  test.each([
    `{${query},"__proto__":${polluted}}`,
    `{${query},"constructor":{"prototype":${polluted}}}`,
    `{${query},"variables":{"__proto__":${polluted}}}`,
    `{${query},"variables":{"constructor":{"prototype":${polluted}},"toString":1}}`,
    `{${query},"extensions":{"__proto__":${polluted}}}`,
  ])('beside a query they change nothing: %s', async (body) => {
    expect(await post(body)).toMatchObject({ status: 200, answer: answered });
  });
  test('a request that is none but by its prototype is none', async () => {
    expect(await post(`{"__proto__":{${query}}}`)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });
  test.each(['__proto__', 'constructor', 'toString'])('as a field of an input, %s is unknown', async (name) => {
    const body = `{"query":"query ($f: AdministrativeUnitFilter) { administrativeUnits(filter: $f) { totalCount } }","variables":{"f":{"${name}":${polluted}}}}`;
    const { answer, code } = await post(body);
    expect([answer.data, code]).toEqual([undefined, 'BAD_USER_INPUT']);
  });
  test('as the name of an operation it finds none', async () => {
    expect((await post(`{${query},"operationName":"__proto__"}`)).code).toBe('OPERATION_RESOLUTION_FAILURE');
  });
});

test('of a key that comes twice the last counts, for every part that looks', async () => {
  const first = '"query":"{ officials(first: 1) { nodes { id } } }"';
  expect((await post(`{${first},"query":"{ __typename }"}`)).answer).toMatchObject({ data: { __typename: 'Query' } });
  const variables = '"variables":{"c":"01"},"variables":{"c":"01","c":"79"}';
  const query = '"query":"query ($c: UnitCode!) { administrativeUnit(code: $c) { name } }"';
  expect((await post(`{${query},${variables}}`)).answer.data).toEqual({ administrativeUnit: { name: 'Hồ Chí Minh' } });
});
