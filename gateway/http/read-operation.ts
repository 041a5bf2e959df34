import type { IncomingMessage } from 'node:http';
import type { HeldBytes } from './body-room.ts';
import { HttpError } from './http-error.ts';
import { readJson } from './read-body.ts';

/** What a client asks, by whichever transport (GraphQL over HTTP, section 5). */
export type AskedOperation = {
  query: string | undefined;
  /** In place of `query` (appendix A). */
  documentId: string | undefined;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
  extensions: Record<string, unknown> | undefined;
};

/**
 * Reads a request's operation: of a GET its address, of a POST its body. HttpError 400, 405, 413, 415 or 503 that says what was
 * expected of a request that holds none. Whether there is a `query` is left to those who also know documents by their id.
 *
 * GET is offered, and without a header that would force a preflight: bearer tokens are the only authority, and a browser adds
 * none by itself. So a link on another site asks as anybody does, and what it asks only reads: mutations by GET are refused
 * once the operation is known (405). A GET with a body's media type is not one (GHSA-9q82-xgwf-vj6h).
 */
export async function readOperation(
  request: IncomingMessage,
  maxBodyBytes: number,
  { take }: Pick<HeldBytes, 'take'>,
): Promise<AskedOperation> {
  if (request.method === 'GET') {
    const type = request.headers['content-type'];
    if (type !== undefined && !/^application\/json *(;|$)/i.test(type))
      throw new HttpError(415, 'expected a GET without content-type', { code: 'UNSUPPORTED_MEDIA_TYPE' });
    take(request.url?.length ?? 0);
    return shapeOf(readAddress(request.url ?? '/'));
  }
  if (request.method === 'POST') return shapeOf(await readJson(request, maxBodyBytes, take));
  throw new HttpError(405, 'expected GET or POST', { code: 'METHOD_NOT_ALLOWED', headers: { allow: 'GET, POST' } });
}

/** Others than these are for whoever comes between, and not for us. */
const parameters = ['query', 'documentId', 'operationName', 'variables', 'extensions'] as const;

function readAddress(url: string): Record<string, unknown> {
  const given = new URL(url, 'http://localhost').searchParams;
  return Object.fromEntries(
    parameters.map((name) => {
      const [value, ...more] = given.getAll(name);
      if (more.length > 0) throw new HttpError(400, `expected one "${name}" in the address`);
      const isJson = name === 'variables' || name === 'extensions';
      return [name, isJson && value !== undefined ? readJsonParameter(name, value) : value];
    }),
  );
}

function readJsonParameter(name: string, value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new HttpError(400, `expected "${name}" in the address to be JSON`);
  }
}

/** Takes what is known by its name alone: of a name given twice JSON's last counts, and any other key (`__proto__`) is left. */
function shapeOf(given: unknown): AskedOperation {
  if (Array.isArray(given))
    throw new HttpError(400, 'expected one operation and not a list: send each in a request of its own', {
      code: 'BATCHING_NOT_SUPPORTED',
    });
  if (!isRecord(given)) throw new HttpError(400, 'expected a JSON object with "query"');
  return {
    query: textOf(given, 'query'),
    documentId: textOf(given, 'documentId'),
    operationName: textOf(given, 'operationName'),
    variables: recordOf(given, 'variables'),
    extensions: recordOf(given, 'extensions'),
  };
}

function textOf(given: Record<string, unknown>, name: string): string | undefined {
  const value = ownValue(given, name);
  if (value === undefined || typeof value === 'string') return value;
  throw new HttpError(400, `expected "${name}" to be a string`);
}

function recordOf(given: Record<string, unknown>, name: string): Record<string, unknown> | undefined {
  const value = ownValue(given, name);
  if (value === undefined || isRecord(value)) return value;
  throw new HttpError(400, `expected "${name}" to be an object`);
}

const ownValue = (given: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(given, name) ? (given[name] ?? undefined) : undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
