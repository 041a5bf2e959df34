import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';

/** Stands before a real PostgreSQL, so that a test can take it away and give it back. */
export async function startRelay(urls: DatabaseUrls) {
  const { hostname, port } = new URL(urls.application);
  const sockets = new Set<Socket>();
  let isEmpty = false;
  const server = createServer((client) => {
    if (isEmpty) return client.destroy();
    const database = connect(Number(port), hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    }
    return client.pipe(database).pipe(client);
  });
  const open = async (at: number) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const own = await open(0);
  const through = (url: string) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(own) }).href;
  return {
    /** Those of the application and of statistics go through the relay. */
    urls: { ...urls, application: through(urls.application), statistics: urls.statistics && through(urls.statistics) },
    /** Cuts off what is connected, and refuses any other. */
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
    open: () => open(own),
    /** From what is connected nothing comes any longer, not even its end. */
    freeze: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    /** Takes connections and hangs up at once, as a proxy without a database does; or no longer. */
    empty: (given: boolean) => {
      isEmpty = given;
    },
  };
}
