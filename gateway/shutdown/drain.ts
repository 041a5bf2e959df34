import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ShutdownConfig } from './environment.ts';

export type Drain = {
  /** True from the moment that stopping begins. */
  isStopping: () => boolean;
  /** Takes nothing new, waits for what runs, and cuts off what takes too long. Resolves once no connection is left. */
  stop: () => Promise<void>;
};

/** Milliseconds that a connection without a request is left open: one may be on its way. */
const silence = 1_000;

/** Lets a server end in order. To be called before it listens: it has to know of every connection. */
export function createDrain(server: Server, { delay, timeout }: ShutdownConfig): Drain {
  const sockets = new Set<Socket>();
  const open = new Set<ServerResponse>();
  let stopping: Promise<void> | undefined;
  let isClosed = false;

  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Kept-alive connections end with an answer that says so, and no client sends on one that is being closed.
  const endConnection = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (stopping) endConnection(response);
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      // Where the headers had been sent before, nothing said that the connection ends.
      if (isClosed) setImmediate(() => server.closeIdleConnections());
    });
  });
  const closeUnused = () => {
    const used = new Set([...open].map(({ socket }) => socket));
    for (const socket of sockets) if (!used.has(socket)) socket.destroy();
  };
  const drain = async () => {
    for (const response of open) endConnection(response);
    if (delay > 0) await sleep(delay);
    isClosed = true;
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
