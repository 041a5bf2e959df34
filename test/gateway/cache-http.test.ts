import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ http: { corsOrigins: ['https://app.example'] } });
});
afterAll(() => stack?.stop());

const unit =
  '{ administrativeUnit(code: "01") { id name parent { name } ...More } } fragment More on AdministrativeUnit { kind }';
const get = async (query: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${stack.url}?query=${encodeURIComponent(query)}`, { headers });
  return {
    status: response.status,
    control: response.headers.get('cache-control'),
    vary: response.headers.get('vary'),
  };
};

describe('an answer to GET that may be kept on the way', () => {
  test('is one of public, slow data, asked without a token', async () => {
    expect(await get(unit)).toEqual({
      status: 200,
      control: 'public, max-age=300',
      vary: expect.stringMatching(/origin.*accept/),
    });
    expect((await get('{ agency(code: "G09") { name unit { fullName } } }')).control).toBe('public, max-age=300');
  });

  test.each([
    ['figures', '{ administrativeUnit(code: "01") { name headcount } }'],
    ['a list that is not marked', '{ administrativeUnits(first: 1) { nodes { name } } }'],
    ['people', '{ officials(first: 1) { nodes { fullName } } }'],
    ['units beside people', '{ administrativeUnit(code: "01") { name } officials(first: 1) { totalCount } }'],
    ['the schema', '{ __schema { queryType { name } } }'],
    ['nothing', '{ __typename }'],
    ['a wrong code', '{ administrativeUnit(code: "x") { name } }'],
    ['no field', '{ administrativeUnit(code: "01") { nothing } }'],
  ])('is none of %s', async (_, query) => {
    expect((await get(query)).control).toBe('no-store');
  });

  test('is none asked with a token', async () => {
    expect((await get(unit, { authorization: `Bearer ${stack.everything}` })).control).toBe('no-store');
  });

  test('is none of POST', async () => {
    const body = JSON.stringify({ query: unit });
    const response = await fetch(stack.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});
