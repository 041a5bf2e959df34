import { persisted } from '../gateway/documents-requests.ts';
import type { Answer } from '../support/stack.ts';

export type Sent = Answer & {
  status: number;
  /** Without those that differ from answer to answer. */
  headers: Record<string, string>;
  text: string;
  messages: string[];
  codes: string[];
};

type Request = { query?: string; documentId?: string; variables?: object; extensions?: object };

/** Sends a request to a path of the gateway. */
export async function sendTo(url: string, request: Request, token: string | null, method = 'POST'): Promise<Sent> {
  const headers: Record<string, string> = {
    // By this media type the status says what the errors do.
    accept: 'application/graphql-response+json',
    ...(token !== null && { authorization: `Bearer ${token}` }),
  };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(request))
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  const response =
    method === 'GET'
      ? await fetch(`${url}?${search}`, { headers })
      : await fetch(url, {
          method,
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(request),
        });
  const text = await response.text();
  const answer = JSON.parse(text) as Answer;
  const errors = answer.errors ?? [];
  return {
    ...answer,
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date')),
    text,
    messages: errors.map(({ message }) => message).sort(),
    codes: errors.map(({ extensions }) => extensions.code),
  };
}

type Caller = { url: string; contract: string; token: string };

/** Every way in which a document is sent: by the token's contract and by the contract's path, by GET, POST and with its hash. */
export const ways: [string, (caller: Caller, query: string, variables?: object) => Promise<Sent>][] = [
  ['POST', ({ url, token }, query, variables = {}) => sendTo(url, { query, variables }, token)],
  ['GET', ({ url, token }, query, variables = {}) => sendTo(url, { query, variables }, token, 'GET')],
  [
    'the path',
    ({ url, contract, token }, query, variables = {}) => sendTo(`${url}/${contract}`, { query, variables }, token),
  ],
  [
    'a hash beside it',
    ({ url, token }, query, variables = {}) => sendTo(url, { query, variables, extensions: persisted(query) }, token),
  ],
];
