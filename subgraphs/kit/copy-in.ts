import { Socket, type SocketConnectOpts } from 'node:net';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PendingQuery, Row } from 'postgres';

/**
 * Sends pieces to a statement `copy ... from stdin`, as fast as PostgreSQL takes them. Rejects with what PostgreSQL refuses.
 *
 * @param statement not asked yet
 */
export async function copyIn(
  statement: PendingQuery<Row[]>,
  pieces: AsyncIterable<Buffer | string> | Iterable<Buffer | string>,
): Promise<void> {
  // What is refused after the last piece postgres.js tells to the statement alone, which is fulfilled by then: the stream never ends.
  const refused = Promise.withResolvers<never>();
  refused.promise.catch(() => {});
  const told = statement as unknown as { reject: (error: unknown) => void };
  const { reject } = told;
  told.reject = (error) => {
    reject(error);
    refused.reject(error);
  };
  const writable = (await statement.writable()) as Writable;
  const source = Readable.from(pieces, { objectMode: true, highWaterMark: 1 });
  await Promise.race([pipeline(source, writable), refused.promise]);
}

/** What postgres.js tells of the address, hosts in the order to be tried. */
type Address = { host: string[]; port: number[]; path: string | false; connect_timeout: number };

/**
 * Options of postgres.js for connections that copy in: the end of a COPY is a packet of its own, which TCP would keep back until
 * the one before is acknowledged, 40 ms later. So small packets go at once.
 */
export const promptly = {
  socket: async ({ host, port, path, connect_timeout }: Address): Promise<Socket> => {
    const addresses: SocketConnectOpts[] = path
      ? [{ path }]
      : host.map((name, index) => ({ host: name, port: Number(port[index]) }));
    let failure: unknown;
    for (const address of addresses) {
      try {
        return await connect(address, connect_timeout);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  },
} as object;

/** @param seconds after which it is given up */
function connect(address: SocketConnectOpts, seconds: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = new Socket().setNoDelay(true);
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    const late = () => fail(Object.assign(new Error('no connection in time'), { code: 'CONNECT_TIMEOUT' }));
    socket.setTimeout(seconds * 1_000, late);
    socket.once('error', fail).connect(address, () => {
      socket.setTimeout(0).off('timeout', late).off('error', fail);
      resolve(socket);
    });
  });
}
