import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { telemetryEnvironment } from '../../gateway/telemetry/environment.ts';
import { type Stack, startStack } from '../support/stack.ts';

const lines: Record<string, unknown>[] = [];
let stack: Stack;
beforeAll(async () => {
  const log = pino({ base: undefined, timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) });
  stack = await startStack({ log, watching: telemetryEnvironment.parse({}) });
});
afterAll(() => stack?.stop());

/** The lines that belong to one request, which gives its own id; the last of them when it is over. */
async function linesOf(ask: (headers: Record<string, string>) => Promise<unknown>) {
  const requestId = crypto.randomUUID();
  await ask({ 'x-request-id': requestId });
  const found = () => lines.filter((line) => line.requestId === requestId);
  await expect.poll(() => found().some(({ msg }) => msg === 'request'), { timeout: 20_000 }).toBe(true);
  return found();
}
const line = { level: 30, requestId: expect.any(String), milliseconds: expect.any(Number), msg: 'request' };

test('a query leaves one line, with the name that we know', async () => {
  const query = 'query ProvincesAtAGlance { administrativeUnit(code: "79") { name } }';
  const found = await linesOf((headers) => stack.ask(query, {}, { headers }));
  expect(found).toEqual([
    { ...line, status: 200, kind: 'query', operation: 'ProvincesAtAGlance', client: null, ...cost(found) },
  ]);
});

test('an error leaves its code', async () => {
  const found = await linesOf((headers) => stack.ask('query NguyenVanA { nothing }', {}, { headers }));
  expect(found).toEqual([
    { ...line, status: 200, kind: null, operation: null, client: null, codes: ['GRAPHQL_VALIDATION_FAILED'] },
  ]);
});

test('a request that is refused before it is read leaves a line too, and why', async () => {
  const found = await linesOf((headers) => stack.ask('{ __typename }', {}, { headers, token: 'not.a.token' }));
  expect(found.map(({ msg }) => msg)).toEqual(['caller not identified', 'request']);
  expect(found[1]).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
});

test("a mutation's own line says who, the access line does not", async () => {
  const token = await stack.tokenOf('data-steward', { sub: 'steward-7' });
  const query = 'mutation { unwaiveFinding(id: "3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11") { id } }';
  const found = await linesOf((headers) => stack.ask(query, {}, { headers, token }));
  expect(found.map(({ msg, subject }) => [msg, subject])).toEqual([
    ['mutation', 'steward-7'],
    ['request', undefined],
  ]);
});

test('ACCESS_LOG=off leaves none', async () => {
  const silent: string[] = [];
  const quiet = await startStack({
    log: pino({}, { write: (text) => silent.push(text) }),
    watching: telemetryEnvironment.parse({ ACCESS_LOG: 'off' }),
  });
  await quiet.ask('{ __typename }');
  await quiet.stop();
  expect(silent).toEqual([]);
});

/** What the operation cost, where the gateway counts that. */
const cost = ([found]: Record<string, unknown>[]) => (found && 'cost' in found ? { cost: expect.any(Number) } : {});
