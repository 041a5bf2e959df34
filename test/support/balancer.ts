import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two questions whether a replica is ready. */
const every = 20;

/** A balancer of connections, as Kubernetes and HAProxy are: new ones go to a replica whose readiness says yes, and none is ended. */
export async function startBalancer(origins: readonly string[]) {
  const ready = new Set<string>();
  const sockets = new Set<Socket>();
  const looking = new AbortController();
  const look = async (origin: string) => {
    while (!looking.signal.aborted) {
      const answer = await fetch(new URL('/health/ready', origin)).catch(() => undefined);
      await answer?.text();
      if (answer?.status === 200) ready.add(origin);
      else ready.delete(origin);
      await sleep(every);
    }
  };
  const looks = origins.map(look);
  let turn = 0;
  const server = createServer((client) => {
    turn += 1;
    const origin = [...ready][turn % ready.size];
    if (!origin) return client.destroy();
    const { hostname, port } = new URL(origin);
    const replica = connect(Number(port), hostname);
    for (const socket of [client, replica]) {
      sockets.add(socket);
      socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    }
    replica.once('close', () => client.end());
    client.once('close', () => replica.end());
    return client.pipe(replica).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Where new connections go. */
    ready: () => ready.size,
    stop: async () => {
      looking.abort();
      await Promise.all(looks);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
