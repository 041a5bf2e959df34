import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRole, type Role, roles } from '../access/roles.ts';
import { isFromHere } from '../http/from-here.ts';
import { HttpError } from '../http/http-error.ts';
import { readJson } from '../http/read-body.ts';

/** Makes a token of a role; there is none where tokens come from a provider. */
export type IssueToken = (role: Role) => Promise<string>;

/** The names by which a browser on this machine reaches this machine, whoever owns the domain names of the world. */
const ownNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

const forbidden = (message: string) => new HttpError(403, message, { code: 'FORBIDDEN' });

/**
 * POST /explorer/token in development: a token of a role, for the page itself and nobody else's. Any page that a developer has open
 * could send a request here, so it is answered to this machine alone, under a name that no other page can have (a domain that is
 * pointed at 127.0.0.1 afterwards has its own name as the host), in a media type that no page sends to another origin unasked.
 * HttpError 400, 403, 405, 413 and 415 for others.
 */
export async function answerToken(
  request: IncomingMessage,
  response: ServerResponse,
  issue: IssueToken,
): Promise<void> {
  refuseOthers(request);
  const body = await readJson(request, 1_024, () => {});
  const role = (body as { role?: unknown } | null)?.role;
  if (typeof role !== 'string' || !isRole(role))
    throw new HttpError(400, `expected a role: ${Object.keys(roles).join(', ')}`);
  const token = await issue(role);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify({ token }));
}

function refuseOthers(request: IncomingMessage): void {
  const { method, headers } = request;
  if (method !== 'POST')
    throw new HttpError(405, 'expected POST', { code: 'METHOD_NOT_ALLOWED', headers: { allow: 'POST' } });
  if (!isFromHere(request) || !ownNames.test(headers.host ?? ''))
    throw forbidden('expected a browser on the machine of the gateway: elsewhere use npm run token');
  const site = headers['sec-fetch-site'];
  if (
    (site !== undefined && site !== 'same-origin') ||
    (headers.origin ?? `http://${headers.host}`) !== `http://${headers.host}`
  )
    throw forbidden('expected the explorer itself to ask');
}
