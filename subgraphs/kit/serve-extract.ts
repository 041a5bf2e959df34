import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Caller } from '../../schema/caller.ts';
import { type ExtractRequest, type ExtractSource, SourceUnavailableError } from './extract.ts';
import { failureOf } from './extract-failure.ts';
import { encodeFrame, maxPayload } from './extract-frames.ts';

/** Milliseconds after which a reader is told that PostgreSQL is at work; well within what it waits for. */
const aliveEvery = 15_000;

/** Milliseconds in which a reader takes nothing, after which it counts as gone. */
const readerBound = 300_000;

const names = z.array(z.string().max(64)).max(64);
const keys = z.array(z.string().max(64));
const position = z.strictObject({ epoch: z.string().max(200), xid: z.string().max(20) });

/** What POST /extract takes. */
const requestForm = z.union([
  z.strictObject({ describe: z.literal(true) }),
  z.strictObject({
    changes: z.strictObject({ since: position.nullable(), limit: z.int().min(0).max(5_000_000) }),
  }),
  z.strictObject({
    stream: z.strictObject({ extracts: names, keys: z.strictObject({ PERSON: keys, EMPLOYER: keys }).optional() }),
  }),
]);

/** The one caller who is given extracts: the rules of data quality, for the whole country. */
export function mayExtract({ scopes, jurisdiction, purpose }: Caller): boolean {
  return scopes.includes('quality:extract') && jurisdiction === 'national' && purpose === 'DATA_QUALITY';
}

/** Answers a request whose signature and caller were checked: JSON, or frames (extract-frames.ts). */
export async function serveExtract(source: ExtractSource, body: Buffer, response: ServerResponse): Promise<void> {
  const asked = requestForm.safeParse(parseJson(body)).data;
  if (!asked) {
    response
      .writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
      .end('expected describe, changes or stream');
    return;
  }
  if ('stream' in asked) return answerStream(source, asked.stream as ExtractRequest, response);
  try {
    const answer =
      'describe' in asked ? await source.describe() : await source.changes(asked.changes.since, asked.changes.limit);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
  } catch (error) {
    if (!(error instanceof SourceUnavailableError)) throw error;
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(failureOf(error));
  }
}

async function answerStream(source: ExtractSource, asked: ExtractRequest, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.setTimeout(readerBound, () => response.destroy());
  response.writeHead(200, { 'content-type': 'application/vnd.lienthong.extract', 'cache-control': 'no-store' });
  response.flushHeaders();
  const send = async (...frame: Parameters<typeof encodeFrame>) => {
    let taken = true;
    for (const bytes of encodeFrame(...frame)) taken = response.write(bytes);
    if (!taken) await once(response, 'drain', { signal: gone.signal });
  };
  // What the reader has not taken yet keeps it waiting anyway.
  const alive = setInterval(() => response.writableNeedDrain || send('ALIVE').catch(() => {}), aliveEvery);
  try {
    let current: string | undefined;
    for await (const piece of source.stream(asked, gone.signal)) {
      if (piece.extract !== current) await send('EXTRACT', piece.extract);
      current = piece.extract;
      if ('rows' in piece) await send('ROWS', String(piece.rows));
      else
        for (let at = 0; at < piece.data.length; at += maxPayload)
          await send('DATA', piece.data.subarray(at, at + maxPayload));
    }
    await send('END');
    response.end();
  } catch (error) {
    // A reader that has gone hears nothing.
    if (gone.signal.aborted) return;
    for (const bytes of encodeFrame('FAILURE', failureOf(error))) response.write(bytes);
    response.end();
  } finally {
    clearInterval(alive);
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
