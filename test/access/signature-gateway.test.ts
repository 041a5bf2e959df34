import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '../../gateway/data-sources/environment.ts';
import { createRemoteSource } from '../../gateway/data-sources/remote.ts';
import { anonymous } from '../../schema/caller.ts';
import { readSigned } from '../../subgraphs/kit/signed-request.ts';
import { caller, keyOf, startService } from './signed-service.ts';

const key = keyOf('officials');
const requestId = '0f0e0d0c-0b0a-4908-8706-050403020100';

/** The gateway's end: asks `{ caller }` for a caller, and keeps what is reported to the log. */
function createGatewayEnd(url: string, signingKey?: Buffer) {
  const reports: object[] = [];
  const remote = createRemoteSource({
    name: 'officials',
    url,
    key: signingKey,
    settings: defaultSettings,
    report: (failure) => reports.push(failure),
  });
  onTestFinished(() => remote.stop());
  const ask = (as = caller) =>
    remote.source.process({ request: { query: '{ caller }' }, context: { requestId, caller: as } } as never);
  return { ask, reports, isReady: async () => (await remote.readiness()).ready };
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function startOurs(keys: Buffer[], now?: () => number) {
  const service = await startService(keys, now);
  onTestFinished(() => service.stop());
  return service;
}

test('each request tells its own caller, also of fifty at once on shared connections', async () => {
  const service = await startOurs([key]);
  const gateway = createGatewayEnd(service.url, key);
  const callers = Array.from({ length: 50 }, (_, index) => ({ ...caller, subject: `clerk-${index}` }));
  const answers = await Promise.all([...callers, anonymous].map((as) => gateway.ask(as)));
  expect(answers.map(({ data }) => JSON.parse(data?.caller))).toEqual([...callers, anonymous]);
  expect(gateway.reports).toEqual([]);
});

test.each([
  ['another key', keyOf('labour'), undefined, 'refused our signature: unknown key'],
  ['a clock that is behind', key, () => Date.now() + 3_600_000, 'refused our signature: too old'],
  ['no key', undefined, undefined, 'refused an unsigned request'],
])('refused for %s: the client hears that the subgraph is unavailable, the log why', async (_, with_, now, message) => {
  const service = await startOurs([key], now);
  const gateway = createGatewayEnd(service.url, with_);
  expect(await gateway.ask()).toEqual({
    data: null,
    errors: [
      {
        message: 'The subgraph "officials" does not answer.',
        path: ['caller'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
      },
    ],
  });
  expect(gateway.reports).toEqual([{ subgraph: 'officials', requestId, message }]);
  expect(service.calls).toEqual([]);
});

test('the words of another server are not repeated in the log', async () => {
  const url = await serve((_, response) => response.writeHead(401).end('who is 001099000001?'));
  const gateway = createGatewayEnd(url, key);
  await gateway.ask();
  expect(gateway.reports).toEqual([{ subgraph: 'officials', requestId, message: 'refused our signature' }]);
});

test('a subgraph without a key is asked unsigned, and hears nothing of the caller', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const url = await serve((request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"caller":"foreign"}}');
  });
  expect(await createGatewayEnd(url).ask()).toEqual({ data: { caller: 'foreign' } });
  expect(Object.keys(seen[0] ?? {}).filter((name) => /sign|digest|caller/.test(name))).toEqual([]);
  expect(JSON.stringify(seen)).not.toContain(caller.subject);
});

test('a service of ours is ready when it takes our signature', async () => {
  const service = await startOurs([key]);
  expect(await createGatewayEnd(service.url).isReady()).toBe(true);
  expect(service.calls).toEqual([]);
  expect(await createGatewayEnd(service.url, key).isReady()).toBe(true);
  expect(service.calls).toEqual([anonymous]);
  expect(await createGatewayEnd(service.url, keyOf('labour')).isReady()).toBe(false);
});

test('where there is no health to ask, the query in its place is signed, as no one', async () => {
  const url = await serve(async (request, response) => {
    if (request.method !== 'POST') return response.writeHead(404).end();
    const signed = await readSigned(request, [key], Date.now, 0);
    if ('refusal' in signed) return response.writeHead(401).end(signed.refusal);
    expect(signed.caller).toEqual(anonymous);
    return response.writeHead(200).end('{"data":{"__typename":"Query"}}');
  });
  expect(await createGatewayEnd(url, key).isReady()).toBe(true);
  expect(await createGatewayEnd(url, keyOf('labour')).isReady()).toBe(false);
});
