import { Writable } from 'node:stream';
import { ApolloServer } from '@apollo/server';
import { pino } from 'pino';
import { createIdentity, type IdentityOptions } from '../../gateway/access/identity.ts';
import type { GatewayContext } from '../../gateway/gateway.ts';
import { defaultHttp } from '../../gateway/http/environment.ts';
import { listen } from '../../gateway/http/server.ts';
import type { Caller } from '../../schema/caller.ts';

/** What a request was answered: its status, and who the gateway took it from or why it was refused. */
type Identified = {
  status: number;
  headers: Headers;
  caller?: Caller;
  message?: string;
  code?: string;
};

/** The gateway's own HTTP and identity over one field that tells the caller; everything logged is kept. */
export async function startWhoAmI(options: IdentityOptions) {
  const logged: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({
      write: (chunk, _, done) => {
        logged.push(String(chunk));
        done();
      },
    }),
  );
  const apollo = new ApolloServer<GatewayContext>({
    typeDefs: 'type Query { me: String }',
    resolvers: { Query: { me: (_: unknown, __: unknown, { caller }: GatewayContext) => JSON.stringify(caller) } },
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const identity = createIdentity({ log, ...options });
  const server = await listen({
    execute: (request, contextValue) => apollo.executeOperation(request, { contextValue }),
    identity,
    findReadiness: async () => [],
    config: { host: '127.0.0.1', port: 0, http: defaultHttp },
    log,
  });
  const url = `${server.origin}/graphql`;

  const ask = async (headers: Record<string, string> = {}): Promise<Identified> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ me }' }),
    });
    const { data, errors } = (await response.json()) as {
      data?: { me: string };
      errors?: { message: string; extensions: { code: string } }[];
    };
    return {
      status: response.status,
      headers: response.headers,
      ...(data && { caller: JSON.parse(data.me) as Caller }),
      ...(errors?.[0] && { message: errors[0].message, code: errors[0].extensions.code }),
    };
  };
  return {
    url,
    logged: () => logged.join(''),
    ask,
    askAs: (token: string, headers: Record<string, string> = {}) =>
      ask({ authorization: `Bearer ${token}`, ...headers }),
    async [Symbol.asyncDispose]() {
      await server.stop();
      identity.stop();
      await apollo.stop();
    },
  };
}

export type WhoAmI = Awaited<ReturnType<typeof startWhoAmI>>;
