import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PendingQuery, Row } from 'postgres';
import { type Address, openSocket } from './wire/socket.ts';

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

/**
 * Options of postgres.js for connections that copy in: the end of a COPY is a packet of its own, which TCP would keep back until
 * the one before is acknowledged, 40 ms later. So small packets go at once. (postgres.js encrypts, where the address asks for it.)
 */
export const promptly = {
  socket: (address: Address & { connect_timeout: number }) =>
    openSocket(address, 'none', endOf(address.connect_timeout)),
} as object;

/** As libpq has it: 0 seconds are no limit. */
const endOf = (seconds: number): AbortSignal =>
  seconds > 0 ? AbortSignal.timeout(seconds * 1_000) : new AbortController().signal;
