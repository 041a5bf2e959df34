import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, purposes } from '../../schema/caller.ts';
import { createTestIdentity } from '../support/tokens.ts';
import { startWhoAmI, type WhoAmI } from './who-am-i.ts';

const tokens = await createTestIdentity();
let gateway: WhoAmI;
beforeAll(async () => {
  gateway = await startWhoAmI(tokens.options);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const ask = async (purpose: string | readonly string[] | undefined, headers: Record<string, string> = {}) =>
  gateway.askAs(await tokens.tokenOf('auditor', { purpose }), headers);

describe('x-purpose', () => {
  test.each(purposes)('%s is what the caller declares', async (purpose) => {
    expect((await ask(undefined, { 'x-purpose': purpose })).caller?.purpose).toBe(purpose);
  });
  test.each(['', 'audit', 'CURIOSITY', 'AUDIT, STATISTICS'])('"%s" is refused by naming the list', async (value) => {
    const answer = await ask(undefined, { 'x-purpose': value });
    expect(answer).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(answer.message).toBe(`x-purpose: expected one of ${purposes.join(', ')}`);
  });
  test('must be one of those that the token grants', async () => {
    const granted = ['AUDIT', 'STATISTICS'];
    expect((await ask(granted, { 'x-purpose': 'STATISTICS' })).caller?.purpose).toBe('STATISTICS');
    expect(await ask(granted, { 'x-purpose': 'DATA_QUALITY' })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
      message: 'x-purpose: expected a purpose that the token grants: AUDIT, STATISTICS',
    });
  });
  test('of an anonymous caller counts for nothing', async () => {
    for (const value of ['AUDIT', 'CURIOSITY'])
      expect(await gateway.ask({ 'x-purpose': value })).toMatchObject({ status: 200, caller: anonymous });
  });
  test('belongs to its request, though the token is known from the one before', async () => {
    const token = await tokens.tokenOf('auditor');
    const asked = ['AUDIT', undefined, 'STATISTICS'].map((purpose) =>
      gateway.askAs(token, purpose ? { 'x-purpose': purpose } : {}),
    );
    const answered = (await Promise.all(asked)).map(({ caller }) => caller?.purpose);
    expect(answered).toEqual(['AUDIT', null, 'STATISTICS']);
  });
});

test('without the header a single purpose of the token counts, of several none', async () => {
  expect((await ask('AUDIT')).caller?.purpose).toBe('AUDIT');
  expect((await ask('AUDIT STATISTICS')).caller?.purpose).toBeNull();
  expect((await ask(undefined)).caller?.purpose).toBeNull();
});

test("the tests' own token is refused nothing", async () => {
  const { caller } = await gateway.askAs(tokens.everything);
  expect(caller).toMatchObject({ jurisdiction: 'national', purpose: 'AUDIT' });
  expect(caller?.scopes).toEqual(expect.arrayContaining(['officials:read', 'person:sensitive', 'quality:write']));
});
