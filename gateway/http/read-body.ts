import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HttpError } from './http-error.ts';

const decoders = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * The JSON that a POST carries. Other media types are refused (415), those above all that a page may send to another site
 * without a preflight: text/plain, urlencoded and multipart. HttpError 400 for what is no JSON in UTF-8, 413 for more bytes
 * than allowed.
 *
 * @param maxBytes of the body as it is sent, and as it is once decompressed
 * @param take told the bytes that are kept, as they arrive; what it throws ends the reading
 */
export async function readJson(
  request: IncomingMessage,
  maxBytes: number,
  take: (bytes: number) => void,
): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (!/^application\/json *(; *charset=("?)utf-?8\2)?$/.test(type))
    throw unsupported('expected content-type application/json in UTF-8');
  const bytes = await readBytes(request, maxBytes, take);
  if (!isUtf8(bytes)) throw new HttpError(400, 'expected a body in UTF-8');
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw new HttpError(400, 'expected a body of JSON');
  }
}

async function readBytes(request: IncomingMessage, maxBytes: number, take: (bytes: number) => void): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  // Left open on a refusal, so that it can be answered.
  if (encoding === 'identity') return collect(request, maxBytes, take);
  const createDecoder = decoders.get(encoding);
  if (!createDecoder)
    throw unsupported('expected content-encoding gzip, deflate or br, or none', {
      'accept-encoding': 'gzip, deflate, br',
    });
  const decoder = decode(request, createDecoder(), maxBytes);
  try {
    // Counted as it comes out: a few kilobytes that hold gigabytes never exist as such.
    return await collect(decoder, maxBytes, take);
  } catch (error) {
    const isClientGone = request.destroyed && !request.complete;
    if (error instanceof HttpError || isClientGone) throw error;
    throw new HttpError(400, 'expected a body in the content-encoding that it tells');
  } finally {
    request.unpipe(decoder);
    // Whatever becomes of the rest of the body, nobody listens any longer.
    decoder.on('error', () => {}).destroy();
  }
}

/** Not by `pipeline`, which would close the request with the decoder. */
function decode(request: IncomingMessage, decoder: Transform, maxBytes: number): Transform {
  let bytes = 0;
  request.on('error', (error) => decoder.destroy(error));
  // Compressed data may go on for ever and hold nothing.
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) decoder.destroy(tooLarge(maxBytes));
  });
  return request.pipe(decoder);
}

/** Stops reading at the bound, or where `take` throws, and leaves the rest where it is. Rejects where it ends before its end. */
function collect(source: Readable, maxBytes: number, take: (bytes: number) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (how: () => void) => {
      source.off('data', add).off('end', end).off('error', fail).off('close', cut);
      how();
    };
    const add = (chunk: Buffer) => {
      bytes += chunk.length;
      try {
        if (bytes > maxBytes) throw tooLarge(maxBytes);
        take(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        source.pause();
        fail(error as Error);
      }
    };
    const end = () => settle(() => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const fail = (error: Error) => settle(() => reject(error));
    const cut = () => fail(new Error('the body broke off'));
    if (source.destroyed) return cut();
    source.on('data', add).on('end', end).on('error', fail).on('close', cut);
  });
}

const tooLarge = (maxBytes: number) =>
  new HttpError(413, `expected a body of at most ${maxBytes} bytes, also after decompression`, {
    code: 'BODY_TOO_LARGE',
  });

const unsupported = (message: string, headers: Record<string, string> = {}) =>
  new HttpError(415, message, { code: 'UNSUPPORTED_MEDIA_TYPE', headers });
