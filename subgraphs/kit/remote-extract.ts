import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, Pool } from 'undici';
import { z } from 'zod';
import type { Caller } from '../../schema/caller.ts';
import { sign } from '../../schema/signature.ts';
import {
  type ChangeKind,
  type DescribedExtract,
  type ExtractPiece,
  type ExtractRequest,
  type ExtractSource,
  extractTypes,
} from './extract.ts';
import { type Failure, isFailure, unavailable } from './extract-failure.ts';
import { decodeFrames, FrameError } from './extract-frames.ts';
import { isKey } from './extract-keys.ts';
import { createRowCounter } from './extract-rows.ts';

/** Milliseconds without a byte, after which a service counts as gone. */
const patience = 60_000;

/** How often a service is asked that has as many readers as it takes, and the most seconds that it may ask us to wait each time. */
const attempts = 6;
const longestWait = 60;

/** Of an answer that is not a stream. Two million keys of 40 bytes. */
const maxJsonBytes = 80 << 20;

/** Who asks: not a person, but the rules that the ministry lets run over the whole country. */
const rulesOfDataQuality: Caller = {
  subject: 'data-quality',
  agency: null,
  jurisdiction: 'national',
  scopes: ['quality:extract'],
  purpose: 'DATA_QUALITY',
};

const identifier = z.string().regex(/^[a-z][a-z\d_]{0,62}$/);
const describedForm = z.array(
  z.strictObject({
    name: identifier,
    about: z.string().max(1_000),
    key: z.union([
      z.strictObject({ kind: z.enum(['PERSON', 'EMPLOYER']), column: identifier }),
      z.strictObject({ kind: z.literal('REFERENCE') }),
    ]),
    columns: z.record(identifier, z.enum(extractTypes)),
    version: z.string().regex(/^[\da-f]{16}$/),
  }),
);
const keysOf = (kind: ChangeKind) => z.array(z.string().refine((key) => isKey(kind, key)));
const changesForm = z.strictObject({
  position: z.strictObject({ epoch: z.string().min(1).max(200), xid: z.string().regex(/^\d{1,19}$/) }),
  keys: z
    .strictObject({ PERSON: keysOf('PERSON'), EMPLOYER: keysOf('EMPLOYER'), REFERENCE: keysOf('REFERENCE') })
    .nullable(),
  touched: z.array(identifier).optional(),
});

type RemoteOptions = {
  name: string;
  /** Where the service answers GraphQL: `http://host:port/graphql`. */
  url: string;
  /** Of the subgraph's requests (schema/signature.ts). */
  key: Buffer;
  /** Milliseconds. */
  patience?: number;
};

/** The extracts of a subgraph that runs as a service: POST /extract beside its /graphql. `stop` closes its connections. */
export function createRemoteExtractSource({ name, url, key, patience: bound = patience }: RemoteOptions) {
  const { origin, pathname: path } = new URL('extract', url);
  const pool = new Pool(origin, {
    connections: 4,
    connect: { timeout: 5_000 },
    headersTimeout: bound,
    bodyTimeout: bound,
    keepAliveTimeout: 20_000,
  });
  const send = async (content: object, signal?: AbortSignal) => {
    const body = JSON.stringify(content);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      ...sign({ method: 'POST', path, body, caller: rulesOfDataQuality, key, now: Date.now() }),
    };
    const answer = pool.request({ method: 'POST', path, headers, body, ...(signal && { signal }) });
    // Before there is an answer, there is nothing that could be cut off.
    return answer.catch((error: unknown) => {
      throw signal?.aborted ? error : unavailable(name, 'UNREACHABLE');
    });
  };
  const ask = async (content: object, signal?: AbortSignal) => {
    for (let asked = 1; ; asked++) {
      const answer = await send(content, signal);
      const after = answer.headers['retry-after'];
      if (answer.statusCode !== 503 || typeof after !== 'string' || !/^\d{1,5}$/.test(after) || asked === attempts)
        return answer;
      answer.body.on('error', () => {}).destroy();
      await sleep(Math.min(Number(after), longestWait) * 1_000, undefined, signal ? { signal } : {});
    }
  };
  const askJson = async <T>(content: object, form: z.ZodType<T>): Promise<T> => {
    try {
      const { statusCode, body } = await ask(content);
      const text = await readText(body, statusCode === 200 ? maxJsonBytes : 1_000);
      if (statusCode !== 200) throw refusal(name, statusCode, text);
      return form.parse(JSON.parse(text));
    } catch (error) {
      throw unavailable(name, failureOfAnswer(error));
    }
  };
  const describe = async () => {
    const described = await askJson({ describe: true }, describedForm);
    for (const { key: found, columns } of described)
      if (found.kind !== 'REFERENCE' && columns[found.column] === undefined) throw unavailable(name, 'MALFORMED');
    return described satisfies DescribedExtract[];
  };

  async function* stream(request: ExtractRequest, signal?: AbortSignal): AsyncGenerator<ExtractPiece> {
    const described = await describe();
    let body: Dispatcher.ResponseData['body'] | undefined;
    try {
      const response = await ask({ stream: request }, signal);
      body = response.body;
      if (response.statusCode !== 200) throw refusal(name, response.statusCode, await readText(body, 1_000));
      yield* readPieces(request.extracts, described, decodeFrames(body));
    } catch (error) {
      throw unavailable(name, signal?.aborted ? 'STOPPED' : failureOfAnswer(error));
    } finally {
      // Also where the reader stops early: the service stops with it.
      body?.on('error', () => {}).destroy();
    }
  }

  const source: ExtractSource = {
    name,
    describe,
    changes: (since, limit) => askJson({ changes: { since, limit } }, changesForm),
    stream,
  };
  return { ...source, stop: () => pool.destroy() };
}

/** The pieces of the extracts asked for, each once and whole, in the columns described; FrameError for anything else. */
async function* readPieces(
  wanted: readonly string[],
  described: readonly DescribedExtract[],
  frames: AsyncIterable<{ kind: string; payload: Buffer }>,
): AsyncGenerator<ExtractPiece> {
  const left = new Set(wanted);
  let current: { extract: string; counter: ReturnType<typeof createRowCounter> } | undefined;
  for await (const { kind, payload } of frames) {
    if (kind === 'ALIVE') continue;
    if (kind === 'FAILURE') throw new RemoteFailure(payload.toString('latin1'));
    if (kind === 'END') {
      if (current || left.size > 0) throw new FrameError('MALFORMED');
      return;
    }
    if (kind === 'EXTRACT') {
      const name = payload.toString();
      const columns = described.find((candidate) => candidate.name === name)?.columns;
      if (current || !columns || !left.delete(name)) throw new FrameError('MALFORMED');
      current = { extract: name, counter: createRowCounter(Object.keys(columns).length) };
      continue;
    }
    if (!current) throw new FrameError('MALFORMED');
    const { extract, counter } = current;
    if (kind === 'DATA') {
      counter.add(payload);
      yield { extract, data: payload };
    } else {
      const rows = counter.end();
      if (payload.toString('latin1') !== String(rows)) throw new FrameError('TRUNCATED');
      current = undefined;
      yield { extract, rows };
    }
  }
  throw new FrameError('TRUNCATED');
}

/** What the service says of its own; words that we do not know are not repeated. */
class RemoteFailure extends Error {
  readonly failure: Failure;
  constructor(said: string) {
    super('the service failed');
    this.failure = isFailure(said) ? said : 'FAILED';
  }
}

function refusal(name: string, status: number, said: string): Error {
  if (status === 401) return unavailable(name, 'SIGNATURE');
  if (status === 403) return unavailable(name, 'FORBIDDEN');
  return unavailable(name, status === 503 && isFailure(said) ? said : status === 503 ? 'UNREACHABLE' : 'MALFORMED');
}

function failureOfAnswer(error: unknown): unknown {
  if (error instanceof FrameError || error instanceof RemoteFailure) return error.failure;
  if (error instanceof SyntaxError || error instanceof z.ZodError) return 'MALFORMED';
  const { code } = error as { code?: unknown };
  if (code === 'UND_ERR_BODY_TIMEOUT') return 'IDLE';
  // The other side closed in the middle of a body.
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    return 'TRUNCATED';
  return error;
}

async function readText(body: AsyncIterable<Buffer>, max: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > max) throw new FrameError('MALFORMED');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
