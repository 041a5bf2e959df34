import { hashOf } from '../../schema/manifests/manifest.ts';
import type { GatewayContext } from '../gateway.ts';
import { HttpError } from '../http/http-error.ts';
import type { Log } from '../telemetry/log.ts';
import type { GatewayObserver } from '../telemetry/observer.ts';
import { type AskedDocument, readDocumentHash, withText } from './asked-document.ts';
import { createDocumentStore, createPersistedQueries, type DocumentStore } from './caches.ts';
import type { DocumentsConfig } from './environment.ts';
import { isIntrospection } from './introspection.ts';
import { readManifests, stampOf } from './read-manifests.ts';
import { shapeHash } from './tokens.ts';
import { createTrust } from './trust.ts';
import { watchManifests } from './watch-manifests.ts';

type Asking = Pick<GatewayContext, 'requestId' | 'caller' | 'client' | 'contract'>;

type DocumentsOptions = {
  config: DocumentsConfig;
  log: Log;
  observer?: GatewayObserver | undefined;
  /** Who may ask for the schema itself where only trusted documents are executed. */
  mayIntrospect: (asking: Asking) => boolean;
  /** Milliseconds between two looks at the partners' manifests. */
  lookEvery?: number;
};

/** Which documents clients may have executed, and those that are remembered. */
export type Documents = {
  /**
   * The request with its document's text in it, which the client may have executed: to be done with each before it is parsed.
   * HttpError 400 for a document that is not told rightly or is unknown, 403 DOCUMENT_NOT_TRUSTED. A hash that is unknown so
   * far goes on, to Apollo Server's PERSISTED_QUERY_NOT_FOUND.
   */
  admit: <Asked extends AskedDocument>(asked: Asked, asking: Asking) => Asked;
  /** What Apollo Server is made with: that of a contract, or of the whole schema for null. */
  persistedQueriesOf: (
    contract: string | null,
  ) => false | { cache: ReturnType<ReturnType<typeof createPersistedQueries>['storeOf']> };
  /** Documents of one schema that were parsed and validated. */
  createDocumentStore: () => DocumentStore;
  planCacheMiB: number;
  /** Of the manifests of now. */
  operationNames: () => ReadonlySet<string>;
  stop: () => void;
};

/** What a stranger sends is read up to this length, where only its shape is wanted. */
const maxTokens = 10_000;

/** Reads the manifests, and again when they change. ManifestError where they cannot be used at the start. */
export async function createDocuments(options: DocumentsOptions): Promise<Documents> {
  const { config, log, observer, mayIntrospect, lookEvery = 5_000 } = options;
  const { folder, safelist } = config;
  const stamp = folder === undefined ? '' : await stampOf(folder);
  let trust = createTrust(await readManifests(folder));
  const persisted = config.persistedQueriesMiB > 0 ? createPersistedQueries(config.persistedQueriesMiB) : undefined;
  const watch =
    folder === undefined
      ? undefined
      : watchManifests({
          folder,
          stamp,
          milliseconds: lookEvery,
          onChange: (manifests) => {
            trust = createTrust(manifests);
            log.info({ partners: manifests.partners.size }, 'trusted documents read again');
          },
          onRefusal: ({ message }) =>
            log.error({ reason: message }, 'trusted documents kept: the changed ones cannot be used'),
        });

  const judge = (text: string, asking: Asking) => {
    if (safelist === 'off' || trust.isTrusted(text, asking.client)) return;
    if (mayIntrospect(asking) && isIntrospection(text, maxTokens)) return;
    const { requestId, client } = asking;
    log.info(
      { requestId, client, document: shapeHash(text, maxTokens), refused: safelist === 'enforce' },
      'document not trusted',
    );
    if (safelist === 'log') return;
    observer?.onRefusal?.({ code: notTrusted.code });
    throw new HttpError(403, notTrusted.message, { code: notTrusted.code });
  };

  const register = (text: string, hash: string | undefined, asking: Asking) => {
    if (hash !== undefined && hashOf(text) !== hash)
      throw new HttpError(400, mismatch.message, { code: mismatch.code });
    judge(text, asking);
  };

  /** The text behind a hash that came alone; what the manifests hold needs no judgement. */
  const find = (hash: string, isId: boolean, asking: Asking) => {
    const trusted = trust.textOf(hash, asking.client);
    if (trusted !== undefined) return trusted;
    if (isId) throw new HttpError(400, unknownDocument.message, { code: unknownDocument.code });
    const text = persisted?.textOf(hash, asking.contract);
    if (text !== undefined) judge(text, asking);
    return text;
  };

  return {
    admit: (asked, asking) => {
      const hash = readDocumentHash(asked);
      if (asked.query !== undefined) register(asked.query, hash, asking);
      else if (hash !== undefined) {
        const text = find(hash, asked.documentId !== undefined, asking);
        if (text !== undefined) return withText(asked, text);
      }
      return asked;
    },
    persistedQueriesOf: (contract) => (persisted ? { cache: persisted.storeOf(contract) } : false),
    createDocumentStore: () => createDocumentStore(config.documentCacheMiB),
    planCacheMiB: config.planCacheMiB,
    operationNames: () => trust.operationNames,
    stop: () => watch?.stop(),
  };
}

const notTrusted = {
  code: 'DOCUMENT_NOT_TRUSTED',
  message:
    'This gateway executes documents of its manifests alone: send one as it stands there, or its id as documentId, with a token of the client that it is meant for. To have a document added, send it to the operator of the gateway.',
};
/** What is said of an id that no manifest holds, or not for this client. */
export const unknownDocument = {
  code: 'PERSISTED_DOCUMENT_NOT_FOUND',
  message: 'Expected a documentId of the manifests, of an operation for everyone or for the client of the token.',
};
const mismatch = {
  code: 'PERSISTED_QUERY_HASH_MISMATCH',
  message: 'Expected the sha256Hash of the query that is sent: the SHA-256 of its text, in lower-case hexadecimal.',
};
