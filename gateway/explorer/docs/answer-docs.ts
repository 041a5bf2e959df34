import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identified, Identity } from '../../access/identity.ts';
import { answerNotFound } from '../../http/answer.ts';
import { mayIntrospect } from '../../introspection.ts';
import { answerFile } from '../answer-file.ts';
import type { BuiltFile } from '../built-files.ts';
import type { DocsServed } from './served.ts';

type Options = {
  file: BuiltFile;
  /** Whose reference it is part of. */
  contract: string;
  identity: Identity;
};

/**
 * Whether /docs/own shows a token the reference of the contract that it is bound to: where that is served, to everybody or to who may
 * read the contract's schema.
 */
export const isShownOwn = (docs: DocsServed, { caller, contract }: Pick<Identified, 'caller' | 'contract'>) =>
  contract !== null && (docs === 'all' || (docs === 'public' && mayIntrospect({ caller, contract })));

/**
 * A part of the reference that is not for everybody: told to who may ask the gateway for the same schema, by a token with the scope for
 * that and with the claim of that contract or of none. Anyone else hears what is said of what never was. HttpError 401 for a token
 * that does not hold, which tells that there is such a contract: so does the path that it is asked at.
 */
export async function answerDocs(
  request: IncomingMessage,
  response: ServerResponse,
  { file, contract, identity }: Options,
): Promise<void> {
  const { caller, contract: claimed } = await identity.identify(request);
  const isTheirs = claimed === null || claimed === contract;
  if (!isTheirs || !mayIntrospect({ caller, contract })) return answerNotFound(response);
  await answerFile(request, response, { ...file, isForToken: true });
}
