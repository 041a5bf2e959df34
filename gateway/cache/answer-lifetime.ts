import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../gateway.ts';
import { fragmentsOf } from '../operations/fragments.ts';
import { onceAnOperation } from '../operations/once-an-operation.ts';
import { lifetimeOf } from './lifetime-of-selections.ts';
import type { Lifetimes } from './lifetimes.ts';

/**
 * Tells caches on the way how long an answer may be kept: that of a GET without a token, without errors and of nothing but fields
 * that may be. Any other keeps the `no-store` that every answer has.
 */
export function tellLifetimes(lifetimes: Lifetimes): ApolloServerPlugin<GatewayContext> {
  const known = onceAnOperation(({ schema, document, operation }) => {
    const root = schema.getRootType(operation.operation)?.name ?? '';
    return { maxAge: lifetimeOf(operation.selectionSet, root, { lifetimes, fragments: fragmentsOf(document) }) };
  });
  return {
    async requestDidStart({ request }) {
      if (request.http?.method !== 'GET') return undefined;
      return {
        async willSendResponse({ schema, document, operation, response, contextValue: { caller, client } }) {
          const { body, http } = response;
          if (operation?.operation !== 'query' || !document || caller.subject !== null || client !== null) return;
          if (body.kind !== 'single' || body.singleResult.errors || !body.singleResult.data) return;
          const { maxAge } = known({ schema, document, operation });
          if (maxAge === undefined || !Number.isFinite(maxAge)) return;
          http.headers.set('cache-control', `public, max-age=${maxAge}`);
          // In which media type it is written, the request says.
          http.headers.set('vary', 'accept');
        },
      };
    },
  };
}
