import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isShownOwn } from '../../gateway/explorer/docs/answer-docs.ts';
import { explorerEnvironment } from '../../gateway/explorer/environment.ts';
import { anonymous } from '../../schema/caller.ts';
import { type Stack, startStack } from '../support/stack.ts';

let development: Stack;
let production: Stack;
beforeAll(async () => {
  // At once, where nothing has changed.
  execFileSync(process.execPath, ['gateway/explorer/build.ts']);
  [development, production] = await Promise.all([
    startStack({ explorer: 'development' }),
    startStack({ explorer: 'production', isProduction: true }),
  ]);
});
afterAll(async () => {
  await development?.stop();
  await production?.stop();
});

const get = (stack: Stack, path: string, headers = {}) =>
  fetch(new URL(path, stack.url), { headers: { accept: 'text/html', ...headers } });

test('in development the reference tells the whole schema, and each contract', async () => {
  const page = await get(development, '/docs/officials');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('id="Official.fullName"');
  expect((await get(development, '/docs/public')).status).toBe(200);
  const known = page.headers.get('etag') ?? '';
  expect((await get(development, '/docs/officials', { 'if-none-match': known })).status).toBe(304);
});

test('in production it tells what anybody may ask, and nothing of the rest', async () => {
  const start = await get(production, '/docs');
  expect(start.status).toBe(200);
  expect(await start.text()).toContain('The schema of public');
  const searched = await get(production, '/docs/public/search.json', { accept: '*/*' });
  expect(await searched.text()).not.toContain('"Official.fullName"');
  const others = [
    '/docs/officials',
    '/docs/search.json',
    '/docs/partner-insurance',
    '/docs/partner-insurance/search.json',
  ];
  for (const path of others) expect((await get(production, path)).status).toBe(404);
});

test('in production a contract is told to tokens that may read its schema, and to others it is not there', async () => {
  const paths = [
    '/docs/partner-insurance',
    '/docs/partner-insurance/social-security',
    '/docs/partner-insurance/search.json',
  ];
  const ask = async (token: string | undefined, path: string) => {
    const headers = { accept: '*/*', ...(token && { authorization: `Bearer ${token}` }) };
    const response = await get(production, path, headers);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const unknown = await ask(undefined, '/docs/partner-nobody');
  expect(unknown.status).toBe(404);
  const [own, unbound, other, unread] = await Promise.all([
    production.tokenOf('partner', { contract: 'partner-insurance' }),
    production.tokenOf('developer'),
    production.tokenOf('partner', { contract: 'partner-locality' }),
    production.tokenOf('partner', { contract: 'partner-insurance', scope: 'insurance:read' }),
  ]);
  for (const path of paths) {
    for (const token of [own, unbound]) {
      const { status, text, headers } = await ask(token, path);
      expect(status).toBe(200);
      expect(text).toContain('InsuredPerson');
      expect(headers.get('cache-control')).toBe('private, no-cache');
      expect(headers.get('vary')).toContain('authorization');
    }
    for (const token of [undefined, other, unread])
      expect(await ask(token, path)).toMatchObject({ status: 404, text: unknown.text });
    expect((await ask('no.to.ken', path)).status).toBe(401);
  }
  // The whole is told to nobody there.
  for (const path of ['/docs/officials', '/docs/search.json']) expect((await ask(unbound, path)).status).toBe(404);
});

test('who asks is told whether the reference of its contract is shown to it', async () => {
  const isToldTo = async (stack: Stack, ...claims: Parameters<Stack['tokenOf']>) => {
    const authorization = `Bearer ${await stack.tokenOf(...claims)}`;
    const response = await get(stack, '/explorer/caller', { accept: '*/*', authorization });
    const { caller } = (await response.json()) as { caller: { hasReference: boolean } };
    return caller.hasReference;
  };
  const unread = { contract: 'partner-insurance', scope: 'insurance:read' };
  expect(await isToldTo(production, 'partner', { contract: 'partner-insurance' })).toBe(true);
  expect(await isToldTo(production, 'partner', unread)).toBe(false);
  expect(await isToldTo(production, 'partner', { ...unread, contract: 'public' })).toBe(true);
  expect(await isToldTo(production, 'developer')).toBe(false);
  expect(await isToldTo(development, 'partner', unread)).toBe(true);
  expect(await isToldTo(development, 'developer')).toBe(false);
  expect(isShownOwn('off', { caller: anonymous, contract: 'public' })).toBe(false);
});

test('DOCS says otherwise', () => {
  const docsOf = (env: Record<string, string>) => explorerEnvironment.parse(env).docs;
  expect([docsOf({}), docsOf({ NODE_ENV: 'Production' })]).toEqual(['all', 'public']);
  expect([docsOf({ DOCS: 'off' }), docsOf({ DOCS: 'all', NODE_ENV: 'production' })]).toEqual(['off', 'all']);
  expect(explorerEnvironment.safeParse({ DOCS: 'some' }).error?.issues[0]?.message).toBe(
    'expected one of all, public, off',
  );
});
