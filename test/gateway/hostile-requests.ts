import { gzipSync } from 'node:zlib';
import { ask, type Hostile, json, times, tooLarge, unit } from './hostile-documents.ts';

const byCode = 'query ($code: UnitCode!) { administrativeUnit(code: $code) { name } }';
const byList = 'query ($codes: [UnitCode!]!) { resolveUnits(codes: $codes, on: "2025-06-30") { status } }';
const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;
const variablesTooLarge = /^VARIABLES_TOO_LARGE$/;

/** Variables that are too much, or pretend to be something else. */
export const variables: Hostile[] = [
  ask('a variable of 500 kB', byCode, variablesTooLarge, { code: 'x'.repeat(500_000) }),
  ask('a variable of 500 kB that is not used', '{ __typename }', variablesTooLarge, { code: 'x'.repeat(500_000) }),
  ask(
    '50,000 variables',
    '{ __typename }',
    variablesTooLarge,
    Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`v${n}`, 1])),
  ),
  ask('a list of 2,001 items', byList, variablesTooLarge, { codes: Array.from({ length: 2_001 }, () => '79') }),
  {
    ...ask('a number that is none', byCode, variablesTooLarge),
    body: `{"query":${JSON.stringify(byCode)},"variables":{"code":1e400}}`,
  },
  ask('lists nested 4,000 times', byCode, variablesTooLarge, { code: nested(4_000) }),
  ask('lists nested in a variable that is not used', '{ __typename }', variablesTooLarge, { code: nested(11) }),
  ask(
    '100 variables that do not fit',
    `query (${times(100, (n) => `$v${n}: Int`)}) { __typename ${times(100, (n) => `@include(if: $v${n})`)} }`,
    /^(OPERATION_TOO_LARGE|GRAPHQL_VALIDATION_FAILED)$/,
  ),
  ask(
    '2,000 unknown fields of an input',
    'query ($f: OfficialFilter) { officials(filter: $f) { totalCount } }',
    /^BAD_USER_INPUT$/,
    { f: Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`category${n}`, 1])) },
  ),
];

const plain = JSON.stringify({ query: `{ ${unit} { name } }` });
const post = (
  name: string,
  headers: Record<string, string>,
  body: string | Buffer,
  status: number[],
  code = /./,
): Hostile => ({ name, method: 'POST', headers, body, status, code });

/** Requests that are no GraphQL over HTTP, or come as a browser would send them for another site. */
export const requests: Hostile[] = [
  post('a batch', json, `[${times(100, () => plain, ',')}]`, [400]),
  post('an empty batch', json, '[]', [400]),
  post(
    'urlencoded',
    { 'content-type': 'application/x-www-form-urlencoded' },
    `query=${encodeURIComponent(`{ ${unit} { name } }`)}`,
    [415],
  ),
  post('text/plain', { 'content-type': 'text/plain' }, plain, [415]),
  post('multipart', { 'content-type': 'multipart/form-data; boundary=x' }, `--x\r\n\r\n${plain}\r\n--x--`, [415]),
  post('no content type', {}, Buffer.from(plain), [415]),
  ...['utf-7', 'utf-16', 'utf-32be', 'x'.repeat(5_000)].map((charset) =>
    post(`charset ${charset.slice(0, 10)}`, { 'content-type': `application/json; charset=${charset}` }, plain, [415]),
  ),
  post('JSON nested 400,000 times', json, '['.repeat(400_000), [400]),
  post(
    'JSON nested 200,000 times, closed',
    json,
    `{"query":"{ __typename }","extensions":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    [400],
  ),
  post('no JSON', json, '{"query":', [400]),
  post('a query that is a list', json, '{"query":["{ __typename }"]}', [400]),
  post('variables that are text', json, '{"query":"{ __typename }","variables":"{}"}', [400]),
  post('2 MB', json, JSON.stringify({ query: ' '.repeat(2 << 20) }), [413]),
  post('a gzip bomb', { ...json, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(100 << 20, ' ')), [413, 415]),
  post('gzip in gzip', { ...json, 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(plain)), [400, 415]),
  {
    name: 'a mutation by GET',
    search: `?query=${encodeURIComponent('mutation { waiveFinding(id: "x", reason: "x") { id } }')}`,
    headers: json,
    status: [405],
    code: /./,
  },
  {
    name: 'GET with text/plain',
    search: `?query=${encodeURIComponent('{ __typename }')}`,
    headers: { 'content-type': 'text/plain' },
    status: [400, 415],
    code: /./,
  },
  {
    name: 'GET of too many tokens',
    search: `?query=${encodeURIComponent(`{ ${times(1_500, (n) => `a${n}:id`)} }`)}`,
    headers: json,
    status: [400],
    code: tooLarge,
  },
];

/** Sends one. */
export function send(
  url: string,
  { search = '', method = 'GET', headers = {}, body }: Hostile,
  token?: string,
): Promise<Response> {
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  return fetch(`${url}${search}`, {
    method,
    headers: { ...authorization, ...headers },
    ...(body !== undefined && { body: body as string }),
  });
}
