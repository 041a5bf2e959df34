import { setTimeout as sleep } from 'node:timers/promises';

/** Of nobody: the number is one that the law could give, the name and the day of birth are rare enough to be found. */
const number = '079157012345';
const name = 'Nguyễn Thị Bí Mật';
const born = '1957-03-09';
/** As a name in GraphQL, which takes no letters but these. */
const bare = 'NguyenThiBiMat';

/** Each value as it may be found in what was written down. */
export const forms = [number, name, born, bare, 'Bí Mật'].flatMap((value) => [
  value,
  encodeURIComponent(value),
  JSON.stringify(JSON.stringify(value)).slice(3, -3),
  [...value].map((c) => (c > '~' ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c)).join(''),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
  Buffer.from(value).toString('hex'),
]);

type Place = [string, (url: string, authorization: Record<string, string>) => Promise<unknown>];

const json = { 'content-type': 'application/json' };
export const post = (url: string, headers: Record<string, string>, body: string | object) =>
  fetch(url, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const find = 'query ($n: PersonalNumber!) { personByNumber(number: $n) { id official { personalNumber birthDate } } }';

/** Every place where a client can write, and how it sends what it wrote there. */
export const places: Place[] = [
  ['variables', (url, auth) => post(url, auth, { query: find, variables: { n: number } })],
  ['variables that do not fit', (url, auth) => post(url, auth, { query: find, variables: { n: name } })],
  [
    'variables that nobody declared',
    (url, auth) => post(url, auth, { query: '{ __typename }', variables: { [bare]: name, [number]: born } }),
  ],
  ['literals', (url, auth) => post(url, auth, { query: `{ personByNumber(number: "${number}") { id } }` })],
  [
    'literals that do not fit',
    (url, auth) => post(url, auth, { query: `{ personByNumber(number: "${name}") { id } }` }),
  ],
  [
    'a search',
    (url, auth) =>
      post(url, auth, {
        query: 'query ($f: OfficialFilter) { officials(filter: $f) { totalCount } }',
        variables: { f: { name } },
      }),
  ],
  [
    'aliases',
    (url, auth) => post(url, auth, { query: `{ ${bare}: officials(first: 1) { a${number}: nodes { id } } }` }),
  ],
  [
    "an operation's name",
    (url, auth) =>
      post(url, auth, { query: `query ${bare} { officials(first: 1) { nodes { id } } }`, operationName: bare }),
  ],
  [
    "an operation's name that is not there",
    (url, auth) => post(url, auth, { query: '{ __typename }', operationName: name }),
  ],
  [
    "a fragment's name",
    (url, auth) => post(url, auth, { query: `{ ...${bare} } fragment ${bare} on Query { __typename }` }),
  ],
  [
    "a variable's name",
    (url, auth) =>
      post(url, auth, {
        query: `query ($${bare}: Int) { officials(first: $${bare}) { totalCount } }`,
        variables: { [bare]: number },
      }),
  ],
  ['a field', (url, auth) => post(url, auth, { query: `{ ${bare} { a${number} } }` })],
  ['an argument', (url, auth) => post(url, auth, { query: `{ officials(${bare}: "${number}") { totalCount } }` })],
  ['a directive', (url, auth) => post(url, auth, { query: `{ __typename @${bare}(a: "${name}") }` })],
  ['a comment', (url, auth) => post(url, auth, { query: `# ${name} ${number}\n{ __typename }` })],
  ['a document that is none', (url, auth) => post(url, auth, { query: `{ "${name}" ${number}` })],
  ['JSON that is none', (url, auth) => post(url, auth, `{"query": "${name} ${number}`)],
  ['JSON of another kind', (url, auth) => post(url, auth, [name, number])],
  ['a key of the body', (url, auth) => post(url, auth, { query: '{ __typename }', [name]: number })],
  [
    'extensions',
    (url, auth) =>
      post(url, auth, {
        query: '{ __typename }',
        extensions: { persistedQuery: { version: 1, sha256Hash: number }, [bare]: name },
      }),
  ],
  ['the content type', (url, auth) => post(url, { ...auth, 'content-type': `text/${bare}; charset=${number}` }, name)],
  ['the request id', (url, auth) => post(url, { ...auth, 'x-request-id': number }, { query: '{ __typename }' })],
  [
    'the trace',
    (url, auth) =>
      post(
        url,
        { ...auth, traceparent: `00-${number}-${number}-01`, tracestate: `a=${number}`, baggage: `name=${bare}` },
        { query: '{ officials(first: 1) { nodes { id } } }' },
      ),
  ],
  ['the purpose', (url, auth) => post(url, { ...auth, 'x-purpose': bare }, { query: '{ __typename }' })],
  [
    'headers of its own',
    (url, auth) =>
      post(
        url,
        {
          ...auth,
          'user-agent': bare,
          'apollographql-client-name': bare,
          'x-forwarded-for': number,
          referer: `https://a/${number}`,
        },
        { query: '{ __typename }' },
      ),
  ],
  [
    'a token that is none',
    (url) => post(url, { authorization: `Bearer ${bare}.${number}` }, { query: '{ __typename }' }),
  ],
  [
    'a token that nobody signed',
    (url) =>
      post(
        url,
        {
          authorization: `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ sub: number, name })).toString('base64url')}.`,
        },
        { query: '{ __typename }' },
      ),
  ],
  [
    'an authorization of another kind',
    (url) =>
      post(
        url,
        { authorization: `Basic ${Buffer.from(`${bare}:${number}`).toString('base64')}` },
        { query: '{ __typename }' },
      ),
  ],
  ['the path', (url) => fetch(new URL(`/${encodeURIComponent(name)}/${number}?n=${number}`, url))],
  [
    'the query string',
    (url, auth) =>
      fetch(`${url}?${new URLSearchParams({ query: find, variables: JSON.stringify({ n: number }), [bare]: name })}`, {
        headers: { ...auth, 'apollo-require-preflight': '1' },
      }),
  ],
  ['the path of the metrics', (url) => fetch(new URL(`/metrics?${bare}=${number}`, url))],
  ['the path of the use', (url, auth) => fetch(new URL(`/usage?${bare}=${number}`, url), { headers: auth })],
  ['a method', (url) => fetch(`${url}?q=${number}`, { method: 'PUT', body: name })],
  [
    'a body that is too long',
    (url, auth) => post(url, auth, `{"query": "${name} ${number} ${'x'.repeat(2_000_000)}"}`).catch(() => {}),
  ],
  ['a body that breaks off', (url, auth) => breakOff(url, auth)],
  [
    'a mutation',
    (url, auth) =>
      post(url, auth, {
        query: 'mutation ($r: String!) { waiveFinding(id: "3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11", reason: $r) { id } }',
        variables: { r: `${name} ${number} ${born}` },
      }),
  ],
  [
    "a mutation's id",
    (url, auth) => post(url, auth, { query: `mutation ${bare} { ${bare}: unwaiveFinding(id: "${number}") { id } }` }),
  ],
];

/** Sends a part of the body and goes away. */
async function breakOff(url: string, auth: Record<string, string>): Promise<void> {
  const leaving = new AbortController();
  const body = new ReadableStream({
    async start(stream) {
      stream.enqueue(new TextEncoder().encode(`{"query": "${name} ${number}`));
      await sleep(50);
      leaving.abort();
    },
  });
  await fetch(url, {
    method: 'POST',
    headers: { ...json, ...auth },
    body,
    duplex: 'half',
    signal: leaving.signal,
  } as never).catch(() => {});
}
