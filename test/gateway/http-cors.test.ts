import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpEnvironment } from '../../gateway/http/environment.ts';
import { type Answer, type Stack, startStack } from '../support/stack.ts';

const page = 'https://app.example';
const stranger = 'https://evil.example';

let open: Stack;
let closed: Stack;
beforeAll(async () => {
  [open, closed] = await Promise.all([
    startStack({ http: { corsOrigins: [page, 'http://localhost:5173'] } }),
    startStack(),
  ]);
});
afterAll(() => Promise.all([open?.stop(), closed?.stop()]));

const preflight = (stack: Stack, origin: string) =>
  fetch(stack.url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-purpose',
    },
  });
const ask = (stack: Stack, headers: Record<string, string>) =>
  fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ __typename }"}',
  });
const cors = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

describe('a page of an origin that is named', () => {
  test('may ask, with a token, a purpose and a trace', async () => {
    const response = await preflight(open, page);
    expect(response.status).toBe(204);
    expect(cors(response)).toMatchObject({
      'access-control-allow-origin': page,
      'access-control-allow-methods': 'GET, POST',
      'access-control-max-age': '7200',
    });
    expect(response.headers.get('access-control-allow-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'x-purpose', 'x-request-id', 'traceparent']),
    );
  });
  test('reads the answer, its request id and when to come back, without credentials', async () => {
    const response = await ask(open, { origin: page });
    expect(cors(response)).toEqual({
      'access-control-allow-origin': page,
      'access-control-expose-headers': 'x-request-id, retry-after',
    });
    expect(response.headers.get('vary')).toMatch(/origin/);
  });
  test('reads why it is refused', async () => {
    const response = await ask(open, { origin: page, authorization: 'Bearer nonsense' });
    expect([response.status, cors(response)['access-control-allow-origin']]).toEqual([401, page]);
  });
});

describe('a page of any other origin', () => {
  test.each([stranger, 'null', `${page}.evil.example`, page.toUpperCase(), 'http://app.example', `${page}:8443`])(
    '%s is not let in',
    async (origin) => {
      const response = await preflight(open, origin);
      expect([response.status, cors(response)]).toEqual([403, {}]);
      expect(((await response.json()) as Answer).errors?.[0]?.extensions.code).toBe('ORIGIN_NOT_ALLOWED');
      expect(cors(await ask(open, { origin }))).toEqual({});
    },
  );
  test('nobody is let in where no origin is named', async () => {
    expect((await preflight(closed, page)).status).toBe(403);
    expect(cors(await ask(closed, { origin: page }))).toEqual({});
  });
  test('who is no browser is answered as before, and told that answers differ by origin', async () => {
    const response = await ask(open, {});
    expect([response.status, response.headers.get('vary')]).toEqual([200, expect.stringMatching(/^origin\b/)]);
  });
});

test('health is no page’s business', async () => {
  const response = await fetch(new URL('/health/ready', open.url), { headers: { origin: page } });
  expect(cors(response)).toEqual({});
});

describe('CORS_ORIGINS', () => {
  const read = (value: string) => httpEnvironment.safeParse({ CORS_ORIGINS: value });
  test('is a list of origins', () => {
    expect(read(` ${page}, http://localhost:5173,`).data?.corsOrigins).toEqual([page, 'http://localhost:5173']);
    expect(httpEnvironment.parse({}).corsOrigins).toEqual([]);
  });
  test.each([
    '*',
    'null',
    'app.example',
    `${page}/`,
    `${page}/path`,
    `${page},*`,
    'ftp://app.example',
    'https://x:443',
  ])('%s is refused', (value) => {
    expect(read(value).error?.issues).toMatchObject([
      { path: ['CORS_ORIGINS'], message: expect.stringMatching(/^expected origins such as https:/) },
    ]);
  });
});
