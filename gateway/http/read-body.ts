import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

const maxBodyBytes = 1 << 20;

/** The JSON object a POST carries. HttpError 400, 413 or 415 that says what was expected. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (!/^application\/json *(; *charset=("?)utf-?8\2)?$/.test(type))
    throw new HttpError(415, 'expected content-type application/json in UTF-8');
  if (request.headers['content-encoding']) throw new HttpError(415, 'expected a body without content-encoding');
  const text = await readText(request);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new HttpError(400, 'expected a body of JSON');
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new HttpError(413, `expected a body of at most ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
