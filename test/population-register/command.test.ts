import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { createDataFolder, runScript, startScript } from '../support/process.ts';
import { personKey } from '../support/stack.ts';
import { peopleOf, registerOf, token } from './matching.ts';

const size = 700;

async function ownEnvironment(label: string) {
  const { urls, stop } = await ownDatabase('officials', label, size);
  onTestFinished(stop);
  return {
    DATABASE_URL_OFFICIALS: urls.application,
    DATABASE_OWNER_URL_OFFICIALS: urls.owner,
    PERSON_KEY: personKey.toString(),
  };
}

test('without a register of one’s own it starts the one for development, for as many people as the database was filled with', async () => {
  const { code, output } = await runScript('match', [], { env: await ownEnvironment('match_alone') });
  expect(output).toMatch(/checked +7\d\d/);
  expect(output).toMatch(/matched +6\d\d/);
  expect(output).toMatch(/failed +0/);
  expect(code).toBe(0);
});

test('in production nothing is compared with generated people', async () => {
  const env = { ...(await ownEnvironment('match_production')), NODE_ENV: 'production' };
  expect(await runScript('match', [], { env })).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^lienthong: POPULATION_REGISTER_URL: expected the address/),
  });
  expect(await runScript('population-register', [], { env })).toMatchObject({ code: 1 });
});

test('a wrong token is told in one line', async () => {
  const register = await registerOf(peopleOf(size));
  onTestFinished(register.stop);
  const env = { ...(await ownEnvironment('match_token')), POPULATION_REGISTER_URL: register.url };
  const { code, output } = await runScript('match', [], { env: { ...env, POPULATION_REGISTER_TOKEN: `${token}x` } });
  expect(output.trim().split('\n').at(-1)).toBe(
    'lienthong: POPULATION_REGISTER_TOKEN: the population register refuses us (HTTP 401): expected a token that it knows and that may look citizens up',
  );
  expect(output).not.toContain(token);
  expect(code).toBe(1);
});

test.each([
  [{ POPULATION_REGISTER_URL: 'http://localhost:1' }, [], /^lienthong: POPULATION_REGISTER_TOKEN: expected the token/],
  [{ POPULATION_REGISTER_TOKEN: 'a' }, [], /^lienthong: POPULATION_REGISTER_URL: expected the address/],
  [
    { POPULATION_REGISTER_URL: 'ftp://x', POPULATION_REGISTER_TOKEN: 'a' },
    [],
    /POPULATION_REGISTER_URL: expected the address/,
  ],
  [{ POPULATION_REGISTER_URL: 'http://u:p@x', POPULATION_REGISTER_TOKEN: 'a' }, [], /without user, query or fragment/],
  [
    { POPULATION_REGISTER_URL: 'http://x', POPULATION_REGISTER_TOKEN: 'a b' },
    [],
    /POPULATION_REGISTER_TOKEN: expected a token/,
  ],
  [
    { POPULATION_REGISTER_URL: 'http://csdl.example', POPULATION_REGISTER_TOKEN: 'a', NODE_ENV: 'production' },
    [],
    /expected https/,
  ],
  [{}, ['--since', '2026-13-01'], /--since: expected a date/],
  [{}, ['--since', '2026-01-01', '--all'], /expected one of them/],
])('%j %j is refused with a reason', async (env, args, reason) => {
  const { code, output } = await runScript('match', args, { env: { ...env, DATA_DIR: '/nowhere' } as never });
  expect(output).toMatch(reason);
  expect(code).toBe(1);
});

test('the register for development asks for the token in the data folder', async () => {
  const folder = await createDataFolder(onTestFinished);
  const env = { ...(await ownEnvironment('match_served')), DATA_DIR: folder, POPULATION_REGISTER_PORT: '0' };
  const running = startScript('population-register', [], { env });
  onTestFinished(() => void running.signalGroup('SIGKILL'));
  await running.until('its token is in');
  const secret = (await readFile(join(folder, 'population-register', 'token'), 'utf8')).trim();
  expect(running.output()).not.toContain(secret);
  const url = running.url().replace(/;$/, '');
  const { code, output } = await runScript('match', [], {
    env: { ...env, POPULATION_REGISTER_URL: url, POPULATION_REGISTER_TOKEN: secret },
  });
  expect(output).toMatch(/matched +6\d\d/);
  expect(code).toBe(0);
  const ask = (init: RequestInit, path = 'v1/lookups') =>
    fetch(`${url}/${path}`, { method: 'POST', body: '{"numbers":["001190000123"]}', ...init });
  const authorization = `Bearer ${secret}`;
  expect((await ask({})).status).toBe(401);
  expect((await ask({ headers: { authorization: `${authorization}x` } })).status).toBe(401);
  expect((await ask({ headers: { authorization } }, 'v2/lookups')).status).toBe(404);
  expect((await ask({ headers: { authorization }, method: 'PUT' })).status).toBe(405);
  expect((await ask({ headers: { authorization }, body: '{' })).status).toBe(400);
  expect((await ask({ headers: { authorization }, body: '{"numbers":["1"]}' })).status).toBe(400);
  running.signalGroup('SIGTERM');
  expect(await running.ended).toBe(0);
});
