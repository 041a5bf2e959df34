import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
// @ts-expect-error: it carries no types
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '../../gateway/access/roles.ts';
import { startWhoAmI, type WhoAmI } from './who-am-i.ts';

const audience = 'https://lienthong.example/graphql';
const officer = roles['provincial-officer'];
const client = { id: 'province-79-software', secret: 'a secret of the test alone' };

/** A certified OpenID provider over real HTTP, whose signing keys can be changed under the same address. */
async function startProvider() {
  let answer: RequestListener = () => {};
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    /** Signs with the first key and publishes all. */
    useKeys(...keys: JWK[]) {
      answer = new Provider(issuer, configuration(keys)).callback();
    },
    /** By client credentials (RFC 6749, 4.4) for our gateway (RFC 8707). */
    async token(scope: string): Promise<string> {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${client.id}:${encodeURIComponent(client.secret)}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience, scope }),
      });
      const answered = (await response.json()) as { access_token?: string };
      if (!answered.access_token) throw new Error(`the provider gave no token: ${JSON.stringify(answered)}`);
      return answered.access_token;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const configuration = (keys: JWK[]) => ({
  jwks: { keys },
  // Nothing need be kept: its tokens are JWTs, which speak for themselves.
  adapter: () => ({ find: async () => undefined, upsert: async () => {} }),
  ttl: { ClientCredentials: 600 },
  cookies: { keys: ['a secret of the test alone'] },
  scopes: officer.scopes,
  clients: [
    {
      client_id: client.id,
      client_secret: client.secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({
        audience,
        scope: officer.scopes.join(' '),
        accessTokenFormat: 'jwt',
        accessTokenTTL: 600,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  extraTokenClaims: () => ({ agency: officer.agency, jurisdiction: officer.jurisdiction }),
});

async function createSigningKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
}

let provider: Awaited<ReturnType<typeof startProvider>>;
let gateway: WhoAmI;
const keys = await Promise.all(['2026-11', '2026-12'].map(createSigningKey));
const [november, december] = keys as [JWK, JWK];
beforeAll(async () => {
  provider = await startProvider();
  provider.useKeys(november);
  gateway = await startWhoAmI({ issuer: provider.issuer, audience, timing: { refresh: 100 } });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await provider.stop();
});

test('a client of a real OpenID provider is known by its token, and stays so while the keys rotate', async () => {
  const before = await provider.token('officials:read labour:read');
  expect(await gateway.askAs(before, { 'x-purpose': 'PERSONNEL_MANAGEMENT' })).toMatchObject({
    status: 200,
    caller: {
      subject: client.id,
      agency: officer.agency,
      jurisdiction: officer.jurisdiction,
      scopes: ['officials:read', 'labour:read'],
      purpose: 'PERSONNEL_MANAGEMENT',
    },
  });

  provider.useKeys(december, november);
  const after = await provider.token('officials:read');
  expect((await gateway.askAs(after)).caller?.scopes).toEqual(['officials:read']);
  expect((await gateway.askAs(before)).status).toBe(200);

  provider.useKeys(december);
  await expect.poll(async () => (await gateway.askAs(before)).status, { timeout: 20_000 }).toBe(401);
  expect((await gateway.askAs(after)).status).toBe(200);
});

test('its tokens for another audience, and discovery that names another issuer, are refused', async () => {
  const token = await provider.token('officials:read');
  await using another = await startWhoAmI({ issuer: provider.issuer, audience: 'another' });
  expect(await another.askAs(token)).toMatchObject({ status: 401, message: expect.stringMatching(/audience/) });

  const { port } = new URL(provider.issuer);
  await using alias = await startWhoAmI({ issuer: `http://localhost:${port}`, audience });
  expect((await alias.askAs(token)).status).toBe(503);
  expect(alias.logged()).toContain('names another issuer');
});
