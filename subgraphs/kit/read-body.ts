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

/** The bytes of a request; BodyTooLongError over the bound, at once where the head tells. Left open then, so that the refusal can be answered. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLong = () => new BodyTooLongError(`expected a body of at most ${maxBodyBytes} bytes`);
  if ((toldLength(request) ?? 0) > maxBodyBytes) return Promise.reject(tooLong());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (how: () => void) => {
      request.off('data', take).off('end', end).off('error', fail).off('close', cut);
      how();
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= maxBodyBytes) return;
      request.pause();
      fail(tooLong());
    };
    const end = () => settle(() => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const fail = (error: Error) => settle(() => reject(error));
    const cut = () => fail(new Error('the body broke off'));
    if (request.destroyed) return cut();
    request.on('data', take).on('end', end).on('error', fail).on('close', cut);
  });
}
