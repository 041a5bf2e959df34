import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, parse, specifiedRules, type ValidationRule, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { unknownDocument } from '../documents/documents.ts';
import type { ContractContext } from './contract-of-request.ts';

/** Validation as graphql-js has it passes whatever is asked of a kind of operation that the schema does not have. */
export const refuseOtherOperations: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (node.operation !== 'mutation' || context.getSchema().getMutationType()) return;
    context.reportError(new GraphQLError('Expected a query: this contract holds no mutation.', { nodes: node }));
  },
});

/**
 * A document that was asked for by its hash alone, and is not of this contract, is as unknown as any: what is wrong with it would tell
 * what it asks for, and that it is known.
 */
export function hideUnknownDocuments(): ApolloServerPlugin<ContractContext> {
  return {
    requestDidStart: async ({ contextValue }) => ({
      async willSendResponse({ schema, source, response: { body, http } }) {
        if (!contextValue.isByHash || body.kind !== 'single') return;
        const codes = body.singleResult.errors?.map(({ extensions }) => extensions?.code) ?? [];
        const isJudged = !codes.some((code) => unjudged.has(code));
        if (isJudged ? !codes.includes('GRAPHQL_VALIDATION_FAILED') : isOf(schema, source)) return;
        const isId = contextValue.isByHash === 'id';
        body.singleResult = { errors: [isId ? unknownId : unknownHash] };
        http.status = isId ? 400 : 200;
      },
    }),
  };
}

/** Refusals that come before a document is held against the schema, or in its place (limits/set-aside.ts). */
const unjudged = new Set<unknown>(['GRAPHQL_PARSE_FAILED', 'OPERATION_TOO_LARGE']);

/** Verdicts on the texts asked for last, because it takes as long as what was refused would have taken. */
const judged = new WeakMap<GraphQLSchema, LRUCache<string, boolean>>();

/** Whether a text that was refused unjudged is a document of the schema. Few are: only manifests hold what breaks a limit. */
function isOf(schema: GraphQLSchema, source = ''): boolean {
  const verdicts = judged.get(schema) ?? new LRUCache<string, boolean>({ max: 100 });
  judged.set(schema, verdicts);
  const known = verdicts.get(source) ?? isValid(schema, source);
  verdicts.set(source, known);
  return known;
}

function isValid(schema: GraphQLSchema, source: string): boolean {
  try {
    const document = parse(source, { noLocation: true });
    return validate(schema, document, [...specifiedRules, refuseOtherOperations]).length === 0;
  } catch {
    return false;
  }
}

const unknownId = { message: unknownDocument.message, extensions: { code: unknownDocument.code } };
const unknownHash = { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } };
