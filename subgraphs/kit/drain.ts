import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long stopping may take, in milliseconds. */
export type ShutdownSettings = {
  /** Requests are still taken that long after readiness says no: until whoever spreads them has noticed. */
  delay: number;
  /** What runs may go on that long after that. */
  timeout: number;
};

export type Drain = {
  /** True from the moment that stopping begins. */
  isStopping: () => boolean;
  /** Takes nothing new, waits for what runs, and cuts off what takes too long. Resolves once no connection is left. */
  stop: () => Promise<void>;
};

/** Milliseconds that a connection on which nothing was asked yet is left open: a request may be on its way. */
const silence = 1_000;

/**
 * Lets a service end in order. To be called before it listens: it has to know of every connection. The gateway keeps its
 * connections for long, and one that ends under a mutation would leave it unknown whether that was made: so from the first moment
 * each answer says that its connection ends (`connection: close`), and the gateway sends nothing more on that one.
 */
export function createDrain(server: Server, { delay, timeout }: ShutdownSettings): Drain {
  const sockets = new Set<Socket>();
  const open = new Set<ServerResponse>();
  let stopping: Promise<void> | undefined;

  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const endConnection = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (stopping) endConnection(response);
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      // Where the headers had been sent before, nothing said that the connection ends.
      if (stopping) setImmediate(() => server.listening || server.closeIdleConnections());
    });
  });
  const closeUnused = () => {
    const used = new Set([...open].map(({ socket }) => socket));
    for (const socket of sockets) if (!used.has(socket)) socket.destroy();
  };
  const drain = async () => {
    for (const response of open) endConnection(response);
    if (delay > 0) await sleep(delay);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const bounds = [
      setTimeout(closeUnused, Math.min(silence, timeout)),
      setTimeout(() => server.closeAllConnections(), timeout),
    ];
    await closed;
    for (const bound of bounds) clearTimeout(bound);
  };
  return {
    isStopping: () => stopping !== undefined,
    stop: () => {
      stopping ??= drain();
      return stopping;
    },
  };
}
