import type { ApolloServerPlugin } from '@apollo/server';
import { BREAK, type DocumentNode, GraphQLError, visit } from 'graphql';
import { isOpenContract } from './contracts/contract-of-request.ts';
import type { GatewayContext } from './gateway.ts';

/** The scope that opens the schema itself in production; it opens no data. */
const scope = 'schema:introspect';

/** The schema of an open contract is anyone's, as what it tells. */
export const mayIntrospect = ({ caller, contract }: Pick<GatewayContext, 'caller' | 'contract'>) =>
  caller.scopes.includes(scope) || isOpenContract(contract);

/**
 * Refuses `__schema` and `__type` to callers without the scope; `__typename` is anyone's. Decided for each request, because
 * a document's validation is remembered for all callers.
 */
export function createIntrospectionRule(): ApolloServerPlugin<GatewayContext> {
  const known = new WeakMap<DocumentNode, boolean>();
  const introspects = (document: DocumentNode) => {
    const found = known.get(document) ?? asksForSchema(document);
    known.set(document, found);
    return found;
  };
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ document, contextValue }) {
        if (!mayIntrospect(contextValue) && introspects(document)) throw notAllowed();
      },
    }),
  };
}

/** In any of its operations: one that is not run today needs no introspection in the same document. */
function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

const notAllowed = () =>
  new GraphQLError(`Introspection ("__schema", "__type") needs a token with the scope "${scope}".`, {
    extensions: { code: 'INTROSPECTION_NOT_ALLOWED', http: { status: 403 } },
  });
