import { createHash } from 'node:crypto';
import { buildSchema, graphql } from 'graphql';
import { type Dispatcher, request } from 'undici';
import type { Caller } from '../../schema/caller.ts';
import { sign } from '../../schema/signature.ts';
import { serveSubgraph } from '../../subgraphs/kit/http.ts';
import type { Log } from '../../subgraphs/kit/log.ts';

/** A secret that stands for `name`. */
export const keyOf = (name: string) => Buffer.from(createHash('sha256').update(name).digest('base64url'));

export const caller: Caller = {
  subject: 'nguyễn-thị-hoa',
  agency: 'H29',
  jurisdiction: ['79', '68'],
  scopes: ['statistics:read', 'officials:read'],
  purpose: 'AUDIT',
};

const schema = buildSchema('type Query { caller: String! }');
export const body = JSON.stringify({ query: '{ caller }' });

/** A subgraph of one field, which answers who asks; `calls` are the callers its executor was given. */
export async function startService(keys: Buffer[], now?: () => number, log?: Log) {
  const calls: Caller[] = [];
  const service = await serveSubgraph({
    execute: async ({ query, caller }) => {
      calls.push(caller);
      const { data, errors } = await graphql({ schema, source: query, rootValue: { caller: JSON.stringify(caller) } });
      return { ...(data && { data }), ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
    },
    isReady: async () => true,
    host: '127.0.0.1',
    port: 0,
    keys,
    ...(now && { now, since: 0 }),
    ...(log && { log }),
  });
  return { ...service, calls };
}

export type Sent = {
  method?: Dispatcher.HttpMethod;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body?: string | Buffer;
};

/** What a gateway sends to a service at `url`, signed with `key`. */
export function signed(url: string, key: Buffer, { now = Date.now(), content = body } = {}) {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    accept: 'application/graphql-response+json',
    ...sign({ method: 'POST', path: new URL(url).pathname, body: content, caller, key, now }),
  };
  return { method: 'POST', url, headers, body: content } satisfies Sent;
}

/** Sends it just as it is: undici adds nothing that was not asked for, and sends a header twice when told to. */
export async function send({ method = 'POST', url, headers, body }: Sent) {
  const answer = await request(url, { method, headers, ...(body !== undefined && { body }) });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}
