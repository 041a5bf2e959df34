import { HttpError } from '../http/http-error.ts';

/** The parameters of a GraphQL request that tell its document, by whichever transport they came. */
export type AskedDocument = {
  query: string | undefined;
  /** Of GraphQL over HTTP, appendix A: `sha256:` and the hash, or the hash alone. */
  documentId?: string | undefined;
  /** May hold Apollo's `persistedQuery: { version: 1, sha256Hash }`. */
  extensions: Record<string, unknown> | undefined;
};

/**
 * The hash by which a document is asked for, or that its text is to be remembered under. HttpError 400 where it is not one, or
 * where two are given.
 */
export function readDocumentHash({ query, documentId, extensions }: AskedDocument): string | undefined {
  const persisted = extensions && Object.hasOwn(extensions, 'persistedQuery') ? extensions.persistedQuery : undefined;
  if (documentId !== undefined) {
    // Whichever were judged, the other could be executed.
    if (query !== undefined || persisted !== undefined)
      throw new HttpError(400, 'expected "documentId" without "query" and without "persistedQuery" in "extensions"');
    const hash = documentId.replace(/^sha256:/, '');
    if (!hashForm.test(hash))
      throw new HttpError(400, 'expected "documentId" as sha256: and 64 lower-case hexadecimal digits');
    return hash;
  }
  return persisted === undefined || persisted === null ? undefined : readPersistedQuery(persisted);
}

const hashForm = /^[\da-f]{64}$/;

function readPersistedQuery(given: object): string {
  const { version, sha256Hash } = given as Record<string, unknown>;
  if (version !== 1 || typeof sha256Hash !== 'string' || !hashForm.test(sha256Hash))
    throw new HttpError(
      400,
      'expected "persistedQuery" in "extensions" with "version" 1 and "sha256Hash" of 64 lower-case hexadecimal digits',
    );
  return sha256Hash;
}

/** The same request with the document's text and without its hash. */
export function withText<Asked extends AskedDocument>(asked: Asked, text: string): Asked {
  const { persistedQuery: _, ...extensions } = asked.extensions ?? {};
  return { ...asked, query: text, documentId: undefined, extensions: asked.extensions && extensions };
}
