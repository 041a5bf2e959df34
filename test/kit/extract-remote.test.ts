import { randomBytes } from 'node:crypto';
import { request } from 'undici';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { anonymous, type Caller } from '../../schema/caller.ts';
import { sign } from '../../schema/signature.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { SourceUnavailableError } from '../../subgraphs/kit/extract.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import { serveSubgraph } from '../../subgraphs/kit/http.ts';
import { createRemoteExtractSource } from '../../subgraphs/kit/remote-extract.ts';
import socialSecurity from '../../subgraphs/social-security/index.ts';
import { administratorConnection } from '../support/administrator-connection.ts';
import { collect } from './collect-extract.ts';

const key = randomBytes(32);
const urls = inject('databaseUrls')['social-security'] as DatabaseUrls;
const local = createExtractSource(socialSecurity, { urls });
const extracts = socialSecurity.extracts.map(({ name }) => name);
let service: Awaited<ReturnType<typeof serveSubgraph>>;
let remote: ReturnType<typeof createRemoteExtractSource>;
beforeAll(async () => {
  const execute = async () => ({ data: null });
  service = await serveSubgraph({
    execute,
    isReady: async () => true,
    source: local,
    host: '127.0.0.1',
    port: 0,
    keys: [key],
  });
  remote = createRemoteExtractSource({ name: 'social-security', url: service.url, key });
});
afterAll(async () => {
  await remote?.stop();
  await service?.stop();
});

const reasonOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'nothing went wrong',
    (error: unknown) => (error instanceof SourceUnavailableError ? error.reason : String(error)),
  );

test('over HTTP it says and gives the same', async () => {
  expect(await remote.describe()).toEqual(await local.describe());
  const { position } = await local.changes(null, 10);
  // Transactions of other tests go on meanwhile.
  const { keys, position: later } = await remote.changes(position, 10);
  expect(keys).toEqual({ PERSON: [], EMPLOYER: [], REFERENCE: [] });
  expect(later.epoch).toBe(position.epoch);
  expect((await remote.changes(null, 10)).keys).toBeNull();
  expect(await collect(remote.stream({ extracts }))).toEqual(await collect(local.stream({ extracts })));
});

test('100,000 keys are taken', async () => {
  const found = await collect(local.stream({ extracts: ['contributions'] }));
  const people = [...new Set(found.contributions?.text.split('\n').map((line) => line.split('\t')[1] ?? ''))].filter(
    (id) => id !== '',
  );
  const unknown = Array.from(
    { length: 100_000 },
    (_, index) => `00000000-0000-8000-8000-${String(index).padStart(12, '0')}`,
  );
  const keys = { PERSON: [...people, ...unknown], EMPLOYER: [] };
  const some = await collect(remote.stream({ extracts: ['contributions'], keys }));
  expect(some.contributions?.rows).toBe(found.contributions?.rows);
});

test('a request is only for what is offered, and of the form that is known', async () => {
  expect(await reasonOf(collect(remote.stream({ extracts: ['secrets'] })))).toBe(
    'it was asked for what it does not offer',
  );
  expect((await post({ steal: true })).statusCode).toBe(400);
});

const rules: Caller = { ...anonymous, jurisdiction: 'national', scopes: ['quality:extract'], purpose: 'DATA_QUALITY' };

async function post(content: object, caller: Caller = rules, signingKey = key) {
  const body = JSON.stringify(content);
  const headers = sign({ method: 'POST', path: '/extract', body, caller, key: signingKey, now: Date.now() });
  const answer = await request(new URL('extract', service.url), { method: 'POST', headers, body });
  await answer.body.dump();
  return answer;
}

test.each<[string, Caller]>([
  ['without its scope', { ...rules, scopes: ['officials:read', 'quality:write'] }],
  ['of a province', { ...rules, jurisdiction: ['79'] }],
  ['with another purpose', { ...rules, purpose: 'STATISTICS' }],
  ['without a token', anonymous],
])('a caller %s gets 403', async (_, caller) => {
  expect((await post({ describe: true }, caller)).statusCode).toBe(403);
  expect((await post({ describe: true })).statusCode).toBe(200);
});

test('whoever does not sign with the key gets 401, and so does a signature for GraphQL', async () => {
  expect((await post({ describe: true }, rules, randomBytes(32))).statusCode).toBe(401);
  const other = createRemoteExtractSource({ name: 'social-security', url: service.url, key: randomBytes(32) });
  expect(await reasonOf(other.describe())).toBe('its service refused our signature');
  expect(await reasonOf(collect(other.stream({ extracts })))).toBe('its service refused our signature');
  await other.stop();
  const body = '{"describe":true}';
  const headers = sign({ method: 'POST', path: '/graphql', body, caller: rules, key, now: Date.now() });
  const answer = await request(new URL('extract', service.url), { method: 'POST', headers, body });
  expect([answer.statusCode, await answer.body.text()]).toEqual([401, 'signature does not match']);
});

test('a reader who stops early stops PostgreSQL', async () => {
  const administrator = await administratorConnection(urls);
  try {
    for await (const _ of remote.stream({ extracts })) break;
    const database = new URL(urls.owner).pathname.slice(1);
    for (;;) {
      const readers = await administrator`select from pg_stat_activity
        where application_name = 'lienthong social-security extract' and datname = ${database}`;
      if (readers.length === 0) break;
    }
  } finally {
    await administrator.end();
  }
});

test('a database that is gone, before or in the middle, is told in the same words', async () => {
  const gone = createExtractSource(socialSecurity, {
    urls: { application: urls.application.replace(/:\d+\//, ':1/'), statistics: undefined },
  });
  const dying = {
    ...local,
    changes: gone.changes,
    async *stream(...given: Parameters<typeof local.stream>) {
      yield* local.stream(...given);
      yield* gone.stream(...given);
    },
  };
  const execute = async () => ({ data: null });
  const ill = await serveSubgraph({
    execute,
    isReady: async () => true,
    source: dying,
    host: '127.0.0.1',
    port: 0,
    keys: [key],
  });
  const reader = createRemoteExtractSource({ name: 'social-security', url: ill.url, key });
  expect(await reasonOf(reader.changes(null, 1))).toBe('its database does not answer');
  expect(await reasonOf(collect(reader.stream({ extracts: ['benefits'] })))).toBe('its database does not answer');
  await ill.stop();
  expect(await reasonOf(reader.describe())).toBe('its service does not answer');
  await reader.stop();
});

test('a subgraph without extracts has nothing there', async () => {
  const execute = async () => ({ data: null });
  const bare = await serveSubgraph({ execute, isReady: async () => true, host: '127.0.0.1', port: 0, keys: [key] });
  const reader = createRemoteExtractSource({ name: 'bare', url: bare.url, key });
  expect(await reasonOf(reader.describe())).toBe('its answer is not an extract');
  await reader.stop();
  await bare.stop();
});
