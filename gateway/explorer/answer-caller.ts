import type { IncomingMessage, ServerResponse } from 'node:http';
import { purposes } from '../../schema/caller.ts';
import type { Identity } from '../access/identity.ts';
import { roles } from '../access/roles.ts';
import { HttpError } from '../http/http-error.ts';
import { isShownOwn } from './docs/answer-docs.ts';
import type { DocsServed } from './docs/served.ts';

type Options = {
  identity: Identity;
  docs: DocsServed;
  /** Whether tokens of roles can be asked for beside this. */
  offersRoles: boolean;
};

/**
 * /explorer/caller: who asks, as the gateway understands the token and not as the token is written, and what a page may offer. The
 * bearer hears of its own token alone. HttpError 401 for a token that does not hold, 400 and 403 for a purpose, 405.
 */
export async function answerCaller(
  request: IncomingMessage,
  response: ServerResponse,
  { identity, docs, offersRoles }: Options,
): Promise<void> {
  if (request.method !== 'GET')
    throw new HttpError(405, 'expected GET', { code: 'METHOD_NOT_ALLOWED', headers: { allow: 'GET' } });
  const { caller, client, contract, expires, granted } = await identity.identify(request);
  const hasReference = isShownOwn(docs, { caller, contract });
  const body = {
    caller: caller.subject === null ? null : { ...caller, client, contract, hasReference, expires, granted },
    purposes,
    // To be chosen from; in production nobody is told how roles are cut here.
    roles: offersRoles ? Object.entries(roles).map(([name, role]) => ({ name, ...role })) : null,
  };
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
