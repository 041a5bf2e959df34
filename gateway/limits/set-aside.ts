import { type DocumentNode, type GraphQLError, type GraphQLFormattedError, parse } from 'graphql';
import { findOversize } from './document-size.ts';
import type { OperationLimits } from './operation-limits.ts';
import { operationTooLarge } from './too-large.ts';

/**
 * Puts the limits on a document between parsing and validation, where Apollo Server asks nobody: a document that breaks one is
 * exchanged there for a harmless one, which is refused where its operation would be resolved, and remembered in its place.
 */
export function createDocumentLimits(limits: OperationLimits) {
  const refusals = new WeakMap<DocumentNode, GraphQLError>();
  return {
    /** After parsing, of the request's context, which holds no document where the text is none. */
    setAside(context: { document?: DocumentNode }): void {
      const refusal = context.document && findOversize(context.document, limits);
      if (!refusal) return;
      context.document = { ...harmless };
      refusals.set(context.document, refusal);
    },
    /** Throws what the document was set aside for. */
    refuse(document: DocumentNode): void {
      const refusal = refusals.get(document);
      if (refusal) throw refusal;
    },
  };
}

const harmless = parse('{ __typename }', { noLocation: true });

/** The parser's own words for a text that is too long, or whose values nest too deep for it, in ours; any other error as it is. */
export function inOurWords(formatted: GraphQLFormattedError, { tokens }: OperationLimits): GraphQLFormattedError {
  if (formatted.extensions?.code !== 'GRAPHQL_PARSE_FAILED') return formatted;
  if (!/more tha[tn] \d+ tokens|call stack/.test(formatted.message)) return formatted;
  const { message, extensions } = operationTooLarge(`expected at most ${tokens} tokens, and fewer within one another`);
  return { message, extensions: { code: extensions.code } };
}
