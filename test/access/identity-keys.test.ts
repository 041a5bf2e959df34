import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import { audience, createKey, issuer, serveKeys } from './issuer.ts';
import { startWhoAmI } from './who-am-i.ts';

const first = await createKey('first');
const second = await createKey('second');
const start = (jwks: string, timing = {}) => startWhoAmI({ issuer, audience, jwks, timing });
/** Long enough that what happens in a test happens for another reason. */
const never = 3_600_000;

/** Waits until a token is answered with a status, however slow the machine. */
const becomes = (gateway: Awaited<ReturnType<typeof start>>, token: string, status: number) =>
  vi.waitFor(async () => expect((await gateway.askAs(token)).status).toBe(status), { timeout: 20_000, interval: 50 });

describe('a key that is not known', () => {
  test('is asked for, so that keys rotate without a restart', async () => {
    await using server = await serveKeys(first.jwk);
    await using gateway = await start(server.url);
    expect((await gateway.askAs(await first.sign())).status).toBe(200);
    server.keys = [first.jwk, second.jwk];
    expect((await gateway.askAs(await second.sign())).status).toBe(200);
    expect((await gateway.askAs(await first.sign())).status).toBe(200);
  });
  test('is asked for once, whatever the storm', async () => {
    await using server = await serveKeys(first.jwk);
    await using gateway = await start(server.url);
    await gateway.askAs(await first.sign());
    expect(server.requests).toBe(1);
    const storm = () =>
      Promise.all(
        Array.from({ length: 100 }, async (_, n) => gateway.askAs(await first.sign({}, { kid: `storm-${n}` }))),
      );
    const answers = [...(await storm()), ...(await storm())];
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(server.requests).toBe(2);
  });
  test('is asked for again after the cooldown', async () => {
    await using server = await serveKeys(first.jwk);
    await using gateway = await start(server.url, { cooldown: 1 });
    await gateway.askAs(await second.sign());
    server.keys = [second.jwk];
    await becomes(gateway, await second.sign(), 200);
  });
  test('is looked for behind a wrong signature, where keys have no names', async () => {
    const [unnamed, newer] = await Promise.all([createKey(undefined), createKey(undefined)]);
    await using server = await serveKeys(unnamed.jwk);
    await using gateway = await start(server.url);
    expect((await gateway.askAs(await unnamed.sign())).status).toBe(200);
    server.keys = [newer.jwk];
    expect((await gateway.askAs(await newer.sign())).status).toBe(200);
    expect((await gateway.askAs(await unnamed.sign())).status).toBe(401);
  });
});

describe('an outage of the provider', () => {
  test('leaves the last known keys', async () => {
    await using server = await serveKeys(first.jwk);
    await using gateway = await start(server.url, { refresh: 20 });
    const before = await first.sign({ sub: 'before' });
    expect((await gateway.askAs(before)).status).toBe(200);
    server.isDown = true;
    const asked = server.requests;
    await vi.waitFor(() => expect(server.requests).toBeGreaterThan(asked + 2), { timeout: 20_000 });
    // One that was verified before, and one that was never seen.
    expect((await gateway.askAs(before)).status).toBe(200);
    expect((await gateway.askAs(await first.sign({ sub: 'during' }))).status).toBe(200);
    expect(gateway.logged().match(/keys of the identity provider not read/g)).toHaveLength(1);
    server.isDown = false;
    await vi.waitFor(() => expect(gateway.logged()).toContain('answers again'), { timeout: 20_000 });
  });
  test.each([
    ['an answer that is no JSON', '<html>'],
    ['an answer that is no key set', '{"error":"maintenance"}'],
    ['an endless answer', `{"keys":[${' '.repeat(1 << 20)}]}`],
  ])('may also be %s', async (_, body) => {
    await using server = await serveKeys(first.jwk);
    await using gateway = await start(server.url, { refresh: 20 });
    await becomes(gateway, await first.sign(), 200);
    server.body = body;
    await vi.waitFor(() => expect(gateway.logged()).toContain('not read'), { timeout: 20_000 });
    expect((await gateway.askAs(await first.sign({ sub: 'during' }))).status).toBe(200);
  });
  test('from the start: 503 for tokens, the others are answered, and it heals', async () => {
    await using server = await serveKeys(first.jwk);
    server.isDown = true;
    await using gateway = await start(server.url, { cooldown: 1 });
    const answer = await gateway.askAs(await first.sign());
    expect(answer).toMatchObject({ status: 503, code: 'IDENTITY_PROVIDER_UNAVAILABLE' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await gateway.ask()).status).toBe(200);
    expect((await gateway.askAs('garbage')).status).toBe(401);
    server.isDown = false;
    await becomes(gateway, await first.sign(), 200);
  });
  test('from the start: requests do not add to it', async () => {
    await using server = await serveKeys(first.jwk);
    server.isDown = true;
    await using gateway = await start(server.url, { retry: never, cooldown: never });
    const token = await first.sign();
    for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 20 }, () => gateway.askAs(token)));
    // That of the start, and one for all requests' sake.
    expect(server.requests).toBe(2);
  });
  test('a provider that never answers holds a request no longer than one that refuses', async () => {
    await using server = await serveKeys(first.jwk);
    server.isHanging = true;
    await using gateway = await start(server.url, { timeout: 50 });
    expect((await gateway.askAs(await first.sign())).status).toBe(503);
    expect(gateway.logged()).toContain('no answer in time');
  });
});

test('a withdrawn key is refused after the refresh, also for a token that was verified before', async () => {
  await using server = await serveKeys(first.jwk, second.jwk);
  await using gateway = await start(server.url, { refresh: 50, cooldown: never });
  const token = await first.sign();
  expect((await gateway.askAs(token)).status).toBe(200);
  server.keys = [second.jwk];
  await becomes(gateway, token, 401);
  expect((await gateway.askAs(await second.sign())).status).toBe(200);
});

test('a token is verified anew once it has expired, though it was verified before', async () => {
  await using server = await serveKeys(first.jwk);
  let offset = 0;
  await using gateway = await startWhoAmI({ issuer, audience, jwks: server.url, now: () => Date.now() + offset });
  const token = await first.sign({ exp: Math.floor(Date.now() / 1000) + 600 });
  expect((await gateway.askAs(token)).status).toBe(200);
  offset = 700_000;
  expect(await gateway.askAs(token)).toMatchObject({ status: 401, message: 'the token has expired' });
});

test('private and symmetric keys in the set verify nothing', async () => {
  const leaked = { ...first.jwk, ...(await exportJWK(first.privateKey)) };
  await using server = await serveKeys(leaked, { kty: 'oct', k: 'c2VjcmV0' }, second.jwk);
  await using gateway = await start(server.url);
  const answer = await gateway.askAs(await first.sign());
  expect(answer).toMatchObject({ status: 401, message: expect.stringMatching(/cannot be used/) });
  expect((await gateway.askAs(await second.sign())).status).toBe(200);
});

test('a broken or short key is refused, not failed on', async () => {
  const broken = { kty: 'EC', crv: 'P-256', kid: 'first', x: 'AAAA', y: 'AAAA' };
  await using server = await serveKeys(broken);
  await using gateway = await start(server.url);
  expect((await gateway.askAs(await first.sign())).status).toBe(401);
});

test('a file of keys is read again when it changes, and kept while it is broken or missing', async ({
  onTestFinished,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-keys-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'jwks.json');
  const write = (text: string) => writeFile(`${file}.new`, text).then(() => rename(`${file}.new`, file));
  await write(JSON.stringify({ keys: [first.jwk] }));
  await using gateway = await start(file, { watch: 20, cooldown: never });
  const token = await first.sign();
  expect((await gateway.askAs(token)).status).toBe(200);
  await write('{"keys":');
  await vi.waitFor(() => expect(gateway.logged()).toContain('no JSON object'), { timeout: 20_000 });
  expect((await gateway.askAs(token)).status).toBe(200);
  await rm(file);
  expect((await gateway.askAs(token)).status).toBe(200);
  await write(JSON.stringify({ keys: [second.jwk] }));
  await becomes(gateway, token, 401);
  expect((await gateway.askAs(await second.sign())).status).toBe(200);
});
