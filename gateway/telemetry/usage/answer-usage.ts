import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../../access/identity.ts';
import { HttpError } from '../../http/http-error.ts';
import type { Usage, UseOfField } from './usage.ts';

/** Who may read which program asks for what. */
const scope = 'schema:usage';

/**
 * /usage, for callers with the scope: which client has used which part of the schema, by which contract, since the process started, as JSON, or as lines
 * of text where those are asked for; `?deprecated` tells of what is deprecated alone. HttpError 401, 403 or 405.
 */
export async function answerUsage(
  request: IncomingMessage,
  response: ServerResponse,
  { usage, identity }: { usage: Usage; identity: Identity },
): Promise<void> {
  const { caller, contract } = await identity.identify(request);
  if (request.method !== 'GET')
    throw new HttpError(405, 'expected GET', { code: 'METHOD_NOT_ALLOWED', headers: { allow: 'GET' } });
  if (caller.subject === null)
    throw new HttpError(401, `expected a bearer token with the scope ${scope}`, {
      code: 'UNAUTHENTICATED',
      headers: { 'www-authenticate': 'Bearer' },
    });
  if (!caller.scopes.includes(scope)) throw new HttpError(403, `expected the scope ${scope}`, { code: 'FORBIDDEN' });
  // It names the whole schema.
  if (contract !== null) throw new HttpError(403, 'expected a token without a contract', { code: 'FORBIDDEN' });
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const uses = usage.report().filter(({ deprecated }) => deprecated !== null || !searchParams.has('deprecated'));
  const since = new Date(usage.since).toISOString();
  const asText = request.headers.accept?.startsWith('text/plain');
  const body = asText ? lines(uses, since) : JSON.stringify({ since, uses: uses.map(readable) });
  const type = `${asText ? 'text/plain' : 'application/json'}; charset=utf-8`;
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

const readable = ({ lastUsed, ...use }: UseOfField) => ({ ...use, lastUsed: new Date(lastUsed).toISOString() });

function lines(uses: UseOfField[], since: string): string {
  const described = uses.map(
    ({ coordinate, client, contract, requests, lastUsed, deprecated }) =>
      `${deprecated === null ? '' : 'deprecated '}${coordinate}: client ${client ?? 'without a name'}${contract === null ? '' : ` by ${contract}`}, ${requests} requests, last ${new Date(lastUsed).toISOString()}`,
  );
  return [`Since ${since}:`, ...described, ''].join('\n');
}
