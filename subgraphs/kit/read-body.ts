import type { IncomingMessage } from 'node:http';

/** A body longer than is read; the rest of it is still on the connection. */
export class BodyTooLongError extends Error {}

/** Entities of a large page: 70,000 keys are about 7 MB. */
const maxBodyBytes = 16 << 20;

/** What the head tells of the body's length; undefined for one in chunks. */
const toldLength = ({ headers }: IncomingMessage): number | undefined =>
  headers['transfer-encoding'] ? undefined : Number(headers['content-length'] ?? 0);

/** Whether the head tells that the body is within the bound. */
export function isBounded(request: IncomingMessage): boolean {
  return (toldLength(request) ?? Number.POSITIVE_INFINITY) <= maxBodyBytes;
}

/** The bytes of a request; BodyTooLongError over the bound, at once where the head tells. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLong = () => new BodyTooLongError(`expected a body of at most ${maxBodyBytes} bytes`);
  if ((toldLength(request) ?? 0) > maxBodyBytes) throw tooLong();
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Left open on a throw, so that the refusal can be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
