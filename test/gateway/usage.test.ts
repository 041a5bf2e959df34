import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scrape } from '../support/metrics.ts';
import { runScript } from '../support/process.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** The committed supergraph with a field, an argument and a value of an enum that are on their way out. */
const file = join(tmpdir(), `lienthong-usage-${crypto.randomUUID()}.graphql`);
let stack: Stack;
beforeAll(async () => {
  const sdl = await readFile('schema/supergraph.graphql', 'utf8');
  const marked = [
    [/(\n {2}fullName: String!)(?= @join__field\(graph: ADMINISTRATIVE_UNITS\))/, 'Ask for name.'],
    [/(\n {2}administrativeUnit\([\s\S]*?\n {4}on: Date)/, 'Ask for today.'],
  ] as const;
  const changed = marked.reduce(
    (text, [pattern, reason]) => text.replace(pattern, `$1 @deprecated(reason: "${reason}")`),
    sdl,
  );
  await writeFile(file, changed);
  stack = await startStack({ supergraph: file });
});
afterAll(async () => {
  await stack?.stop();
  await rm(file, { force: true });
});

const reader = () => stack.tokenOf('developer');
const get = async (path: string, token: string | null, headers: Record<string, string> = {}) =>
  fetch(new URL(path, stack.url), { headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) } });

type Use = {
  coordinate: string;
  client: string | null;
  contract: string | null;
  requests: number;
  deprecated: string | null;
};
async function uses(path = '/usage'): Promise<Use[]> {
  return ((await (await get(path, await reader())).json()) as { uses: Use[] }).uses;
}
const of = (all: Use[], coordinate: string) =>
  all.filter((use) => use.coordinate === coordinate).map(({ client, requests }) => [client, requests]);

test('each client is counted by what its documents name, through fragments and once a request', async () => {
  const hanoi = await stack.tokenOf('partner', { azp: 'hanoi-portal' });
  const query = `query A($on: Date) { administrativeUnit(code: "01", on: $on) { ...Unit parent { ...Unit } } }
    query B { agencies(first: 1) { nodes { id } } }
    fragment Unit on AdministrativeUnit { fullName name }`;
  const ask = (token: string | null, operationName: string) =>
    fetch(stack.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, operationName }),
    });
  for (const [token, operation] of [
    [hanoi, 'A'],
    [hanoi, 'A'],
    [hanoi, 'B'],
    [null, 'A'],
  ] as const)
    expect((await ask(token, operation)).status).toBe(200);
  const all = await uses();
  expect(of(all, 'AdministrativeUnit.fullName')).toEqual([
    [null, 1],
    ['hanoi-portal', 2],
  ]);
  expect(of(all, 'Query.administrativeUnit(on:)')).toEqual([
    [null, 1],
    ['hanoi-portal', 2],
  ]);
  expect(of(all, 'Query.agencies')).toEqual([['hanoi-portal', 1]]);
  expect(of(all, 'AdministrativeUnit.capitalName')).toEqual([]);
});

test('what is deprecated is told apart, with who uses it and when', async () => {
  await stack.ask('{ administrativeUnit(code: "79") { fullName } }');
  const deprecated = await uses('/usage?deprecated');
  expect(new Set(deprecated.map(({ coordinate, deprecated: reason }) => `${coordinate}: ${reason}`))).toEqual(
    new Set(['AdministrativeUnit.fullName: Ask for name.', 'Query.administrativeUnit(on:): Ask for today.']),
  );
  const text = await (await get('/usage?deprecated', await reader(), { accept: 'text/plain' })).text();
  expect(text).toMatch(/^deprecated AdministrativeUnit\.fullName: client hanoi-portal, 2 requests, last 20\d\d-/m);
  const samples = await scrape(stack.url);
  const key = 'lienthong_deprecated_uses_total{client="hanoi-portal",coordinate="AdministrativeUnit.fullName"}';
  expect(samples.get(key)).toBe(2);
});

test('by which contract it was asked is told beside the client', async () => {
  const token = await stack.tokenOf('partner', { azp: 'pension-office', contract: 'partner-insurance' });
  await stack.ask('{ administrativeUnit(code: "79") { fullName } }', {}, { token });
  const told = (await uses()).filter(({ client }) => client === 'pension-office');
  expect(new Set(told.map(({ contract }) => contract))).toEqual(new Set(['partner-insurance']));
  const text = await (await get('/usage', await reader(), { accept: 'text/plain' })).text();
  expect(text).toMatch(/AdministrativeUnit\.fullName: client pension-office by partner-insurance, 1 requests/);
});

test('what did not pass its checks is not counted', async () => {
  const before = of(await uses(), 'Query.officials');
  await stack.ask('{ officials { nothing } }');
  expect(of(await uses(), 'Query.officials')).toEqual(before);
});

test.each([
  ['without a token', null, 401, 'UNAUTHENTICATED'],
  ['without the scope', 'statistics:read', 403, 'FORBIDDEN'],
])('it is for whoever has the scope: %s', async (_, scope, status, code) => {
  const response = await get('/usage', scope && (await stack.tokenOf('analyst', { scope })));
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  expect([response.status, errors[0]?.extensions.code]).toEqual([status, code]);
});

const command = (input: string, ...args: string[]) =>
  runScript('usage', [...args, new URL(stack.url).origin], { input });

test('the command tells it as a table, by a token that is not seen in the list of processes', async () => {
  const partner = await stack.tokenOf('partner', { azp: 'da-nang-portal' });
  for (const query of ['{ administrativeUnit(code: "48") { fullName } }', '{ administrativeUnit(code: "48") { id } }'])
    await stack.ask(query, {}, { token: partner });
  const { code, output } = await command(await reader());
  expect(code).toBe(0);
  expect(output).toMatch(/^part of the schema +client +contract +requests +last used +instead\n-+\n/);
  expect(output).toMatch(
    /^AdministrativeUnit\.fullName +da-nang-portal +\(whole\) +1 +20\d\d-\d\d-\d\d \d\d:\d\d +Ask for name\.$/m,
  );
  expect(output).not.toContain('Query.administrativeUnit ');
  expect((await command(await reader(), '--all')).output).toMatch(
    /^Query\.administrativeUnit +da-nang-portal +\(whole\) +2 /m,
  );
});

test.each([
  ['a token without the scope', () => stack.tokenOf('analyst'), /^lienthong: expected the scope schema:usage\n$/],
  ['no token', async () => 'none', /^lienthong: expected a token alone on standard input/],
])('the command says what is wrong: %s', async (_, token, message) => {
  expect(await command(await token())).toEqual({ code: 1, output: expect.stringMatching(message) });
});
