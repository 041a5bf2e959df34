import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';

/** What a stand-in does with one request; `answer` is what the service would say. */
export type Behaviour = (given: {
  request: IncomingMessage;
  response: ServerResponse;
  /** The text that the service answers. */
  answer: () => Promise<string>;
}) => unknown;

/** Answers as the service does. */
export const faithful: Behaviour = async ({ response, answer }) => reply(response, await answer());

/** A well-formed HTTP answer of this text. */
export function reply(response: ServerResponse, text: string | Buffer, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/graphql-response+json; charset=utf-8' }).end(text);
}

/** An HTTP server that stands before a service of a split stack, and behaves as it is told. Its health, and what it is asked for that, is never disturbed. */
export async function startStandIn() {
  const standIn = {
    /** The service behind it. */
    target: '',
    behave: faithful,
    /** GraphQL requests that have arrived. */
    asked: 0,
    url: '',
    /** Listens again after a stop. */
    start: async () => {
      server.listen(standIn.url === '' ? 0 : Number(new URL(standIn.url).port), '127.0.0.1');
      await once(server, 'listening');
      standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer(async (incoming, response) => {
    // A client that gives up is no failure of the test's.
    for (const stream of [incoming, response]) stream.on('error', () => {});
    if (incoming.url === '/health/ready') return response.end('ready');
    const chunks = await Array.fromAsync(incoming as AsyncIterable<Buffer>).catch(() => []);
    const answer = async () => {
      const { host, connection, 'content-length': length, ...headers } = incoming.headers;
      const body = Buffer.concat(chunks);
      return (await request(standIn.target, { method: 'POST', headers: headers as never, body })).body.text();
    };
    const given = { request: incoming, response, answer };
    if (Buffer.concat(chunks).toString() === '{"query":"{ __typename }"}') return faithful(given);
    standIn.asked += 1;
    await standIn.behave(given);
  });
  await standIn.start();
  return standIn;
}

export type StandIn = Awaited<ReturnType<typeof startStandIn>>;
