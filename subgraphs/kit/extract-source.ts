import { getTableName } from 'drizzle-orm';
import type { Sql } from 'postgres';
import type { ServingUrls } from './database-urls.ts';
import type { Subgraph } from './define-subgraph.ts';
import type { Extract, ExtractPiece, ExtractRequest, ExtractSource } from './extract.ts';
import { findChanges } from './extract-changes.ts';
import { type ExtractConnection, openExtractConnection } from './extract-connection.ts';
import { type Failure, unavailable } from './extract-failure.ts';
import { copyStatements, describeExtract } from './extract-query.ts';

/** Milliseconds in which neither PostgreSQL gives nor the reader takes anything, after which a reading is given up. */
const idleBound = 300_000;

type SourceOptions = { urls: ServingUrls; idle?: number };

/**
 * The extracts of a database, read in this process by COPY on a connection of its own, as fast as the reader takes them:
 * what waits is a socket's buffer.
 */
export function createExtractSource(
  { name, extracts, open }: Pick<Subgraph, 'name' | 'extracts' | 'open'>,
  { urls, idle = idleBound }: SourceOptions,
): ExtractSource {
  const connection = { urls, name, open: open.map((table) => getTableName(table)) };
  return {
    name,
    describe: async () => extracts.map(describeExtract),
    changes: async (since, limit) => {
      const watch = watchOver(idle);
      try {
        return await findChanges((await watch.open(connection)).sql, extracts, since, limit);
      } catch (error) {
        throw unavailable(name, watch.failure() ?? error);
      } finally {
        watch.end();
      }
    },
    stream: (request, signal) => read(name, extracts, request, () => watchOver(idle, signal), connection),
  };
}

async function* read(
  name: string,
  extracts: readonly Extract[],
  request: ExtractRequest,
  createWatch: () => Watch,
  options: Parameters<typeof openExtractConnection>[0],
): AsyncGenerator<ExtractPiece> {
  const watch = createWatch();
  try {
    if (new Set(request.extracts).size < request.extracts.length)
      throw new RangeError('expected the name of each extract once');
    const wanted = request.extracts.map((wantedName) => {
      const extract = extracts.find((candidate) => candidate.name === wantedName);
      if (!extract) throw new RangeError('expected the name of an extract that it describes');
      return { extract, statements: copyStatements(extract, request.keys) };
    });
    const { sql } = await watch.open(options);
    for (const { extract, statements } of wanted) {
      let rows = 0;
      for (const statement of statements)
        for await (const data of copyOut(sql, statement)) {
          rows += countRows(data);
          watch.moved();
          yield { extract: extract.name, data };
          watch.moved();
        }
      yield { extract: extract.name, rows };
      watch.moved();
    }
    await sql.unsafe('commit');
  } catch (error) {
    throw unavailable(name, watch.failure() ?? error);
  } finally {
    watch.end();
  }
}

async function* copyOut(sql: Sql, statement: string): AsyncGenerator<Buffer> {
  const readable = await sql.unsafe(statement).readable();
  yield* readable;
  // postgres.js leaves its socket paused where the reader was behind at the end, and the next answer would never be read.
  readable._read(0);
}

type Watch = ReturnType<typeof watchOver>;

/** Cuts a reading's connection when nothing moves any longer, or when its reader says so. */
function watchOver(idle: number, signal?: AbortSignal) {
  let connection: ExtractConnection | undefined;
  let failure: Failure | undefined;
  let last = Date.now();
  const cut = (why: Failure) => {
    failure ??= why;
    connection?.cut();
  };
  const stop = () => cut('STOPPED');
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const timer = setInterval(() => Date.now() - last > idle && cut('IDLE'), Math.min(idle / 4, 5_000)).unref();
  return {
    failure: () => failure,
    moved: () => {
      last = Date.now();
    },
    open: async (options: Parameters<typeof openExtractConnection>[0]) => {
      if (!failure) connection = await openExtractConnection(options);
      if (failure) connection?.cut();
      if (failure || !connection) throw new Error('stopped');
      return connection;
    },
    end: () => {
      clearInterval(timer);
      signal?.removeEventListener('abort', stop);
      connection?.cut();
    },
  };
}

/** In COPY's text a row ends with a line feed, and holds none: in a value it is written as `\n`. */
function countRows(data: Buffer): number {
  let rows = 0;
  for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) rows += 1;
  return rows;
}
