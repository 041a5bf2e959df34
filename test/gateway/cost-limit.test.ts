import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let split: Stack;
beforeAll(async () => {
  const cost = { RATE_LIMIT: 'off', COST_LIMIT: '1000' };
  [stack, split] = await Promise.all([startStack({ cost }), startStack({ cost, split: true })]);
});
afterAll(() => Promise.all([stack?.stop(), split?.stop()]));

const units = 'query ($first: Int) { administrativeUnits(first: $first) { nodes { id parent { id } } } }';
const nested = '{ administrativeUnits(first: 200) { nodes { children(first: 200) { nodes { id } } } } }';

test('each answer tells its cost, estimated and actual', async () => {
  const { data, extensions } = await stack.ask(units, { first: 10 });
  const parents = data.administrativeUnits.nodes.filter(({ parent }: { parent: unknown }) => parent).length;
  expect(extensions.cost).toEqual({ estimated: 1 + 10 * 2, actual: 1 + 10 + parents, limit: 1000 });
});

test('the same in one process and split', async () => {
  expect(await split.askText(units, { first: 30 })).toBe(await stack.askText(units, { first: 30 }));
});

test('an answer with errors tells it too', async () => {
  const { errors, extensions } = await stack.ask(
    '{ administrativeUnits(first: 201) { totalCount } administrativeUnit(code: "01") { id } }',
  );
  expect(errors).toMatchObject([{ path: ['administrativeUnits'] }]);
  expect(extensions.cost).toMatchObject({ estimated: 22, actual: expect.any(Number) });
});

describe('an operation above the limit is refused before anyone is asked', () => {
  const json = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const get = () =>
    fetch(`${stack.url}?query=${encodeURIComponent(nested)}`, {
      headers: { ...json, 'apollo-require-preflight': '1' },
    });
  const post = (of: Stack) => () =>
    fetch(of.url, { method: 'POST', headers: json, body: JSON.stringify({ query: nested }) });
  test.each([
    ['POST', () => post(stack)()],
    ['GET', () => get()],
    ['POST, split', () => post(split)()],
  ])('by %s', async (_, send) => {
    const before = stack.statements.length + split.statements.length;
    const response = await send();
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringMatching(/estimated to cost 40401, and at most 1000 is answered/),
          extensions: { code: 'COST_LIMIT_EXCEEDED', cost: { estimated: 40_401, limit: 1000 } },
        },
      ],
    });
    expect(stack.statements.length + split.statements.length).toBe(before);
  });
});

test('a refusal repeats no value that was sent', async () => {
  const text = await stack.askText(
    'query ($n: String) { a: officials(first: 200, filter: { name: $n }) { nodes { id unit { id } agency { id } person { id } residence { id } } } }',
    {
      n: 'Nguyễn Văn Bí Mật',
    },
  );
  expect(JSON.parse(text).errors[0].extensions.code).toBe('COST_LIMIT_EXCEEDED');
  expect(text).not.toContain('Nguyễn');
});

test('variables that do not fit their types are told in the words of GraphQL', async () => {
  const { errors, extensions } = await stack.ask(units, { first: 'many' });
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(extensions).toBeUndefined();
});
