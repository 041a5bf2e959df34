import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { type FieldNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { processesOf, startScript } from './process.ts';

type OnTestFinished = (clean: () => Promise<void>) => void;

/**
 * A foreign subgraph with one field of Query, named after it, that answers its own name. It can be held: answers wait until it
 * is let go.
 */
async function startSubgraph(name: string) {
  let gate: PromiseWithResolvers<void> | undefined;
  let waiting = 0;
  let signed = 0;
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') return response.writeHead(404).end();
    if (request.headers['signature-input']) signed += 1;
    const { query } = JSON.parse(await text(request)) as { query: string };
    const [operation] = parse(query).definitions as [OperationDefinitionNode];
    const fields = operation.selectionSet.selections.filter((node): node is FieldNode => node.kind === Kind.FIELD);
    const data = Object.fromEntries(fields.map((field) => [(field.alias ?? field.name).value, name]));
    if (name in data) {
      waiting += 1;
      await gate?.promise;
      waiting -= 1;
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    /** How many requests it holds. */
    waiting: () => waiting,
    /** How many requests have come with a signature. */
    signed: () => signed,
    /** How many connections are open to it. */
    connections: () => sockets.size,
    hold: () => {
      gate = Promise.withResolvers();
    },
    letGo: () => {
      gate?.resolve();
      gate = undefined;
    },
    stop: () => {
      gate?.resolve();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Small subgraphs over HTTP, and supergraphs of some of them. */
export async function startFederation<Name extends string>(names: readonly Name[], onTestFinished: OnTestFinished) {
  const subgraphs = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await startSubgraph(name)] as const)),
  ) as Record<Name, Awaited<ReturnType<typeof startSubgraph>>>;
  onTestFinished(async () => {
    await Promise.all(names.map((name) => subgraphs[name].stop()));
  });
  return {
    ...subgraphs,
    /** @param directives put after the field of a subgraph: the access rule on it */
    compose(chosen: readonly Name[], directives: Partial<Record<Name, string>> = {}): string {
      const services = chosen.map((name) => ({
        name,
        url: subgraphs[name].url,
        typeDefs: parse(`
          extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@requiresScopes"])
          type Query { ${name}(of: Int): String ${directives[name] ?? ''} }`),
      }));
      const { supergraphSdl, errors } = composeServices(services);
      if (!supergraphSdl) throw new Error(JSON.stringify(errors));
      return supergraphSdl;
    },
  };
}

/** A new folder with a file of a supergraph in it. */
export async function supergraphFile(sdl: string, onTestFinished: OnTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-supergraph-'));
  onTestFinished(async () => {
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  const file = join(folder, 'supergraph.graphql');
  await writeFile(file, sdl);
  return file;
}

/** `npm run gateway` over a supergraph's file, once it answers. */
export async function startGatewayProcess(file: string, env: Record<string, string> = {}) {
  const running = startScript('gateway', [], {
    env: { SUPERGRAPH: file, DATA_DIR: join(file, '..', 'data'), PORT: '0', ...env },
  });
  await running.until('Ctrl-C stops all of it.');
  return running;
}
