import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type ValidationRule } from 'graphql';
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
 * what it asks for.
 */
export function hideUnknownDocuments(): ApolloServerPlugin<ContractContext> {
  return {
    requestDidStart: async ({ contextValue }) => ({
      async willSendResponse({ errors, response: { body, http } }) {
        if (!contextValue.isByHash || body.kind !== 'single') return;
        if (!errors?.some(({ extensions }) => extensions.code === 'GRAPHQL_VALIDATION_FAILED')) return;
        const isId = contextValue.isByHash === 'id';
        body.singleResult = { errors: [isId ? unknownId : unknownHash] };
        http.status = isId ? 400 : 200;
      },
    }),
  };
}

const unknownId = { message: unknownDocument.message, extensions: { code: unknownDocument.code } };
const unknownHash = { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } };
