import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Caller } from '../../schema/caller.ts';
import { type ExtractRequest, type ExtractSource, SourceUnavailableError } from './extract.ts';
import { failureOf } from './extract-failure.ts';
import { encodeFrame, maxPayload } from './extract-frames.ts';
import { maxKeyLength } from './extract-keys.ts';

/** Milliseconds after which a reader is told that PostgreSQL is at work; well within what it waits for. */
const aliveEvery = 15_000;

/** Milliseconds in which a reader takes nothing, after which it counts as gone. */
const readerBound = 300_000;

/** How many may read at once: each holds a connection and a snapshot of the database. One run of the rules needs one. */
const mostReaders = 2;

/** Seconds after which one more may ask again. */
const retryAfter = 10;

const names = z
  .array(z.string().max(64))
  .max(64)
  .refine((list) => new Set(list).size === list.length);
const keys = z.array(z.string().max(maxKeyLength));
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

/**
 * What answers requests whose signature and caller were checked: JSON, or frames (extract-frames.ts). 503 with Retry-After
 * for more readers at once than it takes.
 */
export function createExtractAnswers(source: ExtractSource): (body: Buffer, response: ServerResponse) => Promise<void> {
  let readers = 0;
  return async (body, response) => {
    const asked = requestForm.safeParse(parseJson(body)).data;
    if (!asked) return refuse(response, 400, 'expected describe, changes or stream');
    if ('describe' in asked) return answer(source, asked, response);
    if (readers >= mostReaders) return refuse(response.setHeader('retry-after', retryAfter), 503, 'BUSY');
    readers += 1;
    try {
      if ('stream' in asked) await answerStream(source, asked.stream as ExtractRequest, response);
      else await answer(source, asked, response);
    } finally {
      readers -= 1;
    }
  };
}

type Question = Exclude<z.infer<typeof requestForm>, { stream: unknown }>;

async function answer(source: ExtractSource, asked: Question, response: ServerResponse): Promise<void> {
  try {
    const told =
      'describe' in asked ? await source.describe() : await source.changes(asked.changes.since, asked.changes.limit);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(told));
  } catch (error) {
    if (!(error instanceof SourceUnavailableError)) throw error;
    refuse(response, 503, failureOf(error));
  }
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(reason);
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
