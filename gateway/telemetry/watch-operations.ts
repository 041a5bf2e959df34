import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../gateway.ts';
import type { OperationNames } from './operation-names.ts';
import { beginSpan } from './spans.ts';
import type { Usage } from './usage/usage.ts';

type WatchOptions = { names: OperationNames; usage: Usage };

/** Fills in what is known of an operation while Apollo Server answers it, counts its fields, and traces its checks. */
export function watchOperations({ names, usage }: WatchOptions): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async ({ contextValue: { facts, client, contract } }) => ({
      parsingDidStart: async () => endOf('graphql.parse'),
      validationDidStart: async () => endOf('graphql.validate'),
      async didResolveOperation({ operation }) {
        const kind = operation?.operation;
        if (!facts || !(kind === 'query' || kind === 'mutation')) return;
        facts.kind = kind;
        facts.operation = names.known(operation?.name?.value);
      },
      async responseForOperation({ schema, document, operation }) {
        usage.count(schema, { document, operation, client, contract });
        return null;
      },
      async willSendResponse({ response: { body } }) {
        if (!facts || body.kind !== 'single') return;
        for (const { extensions } of body.singleResult.errors ?? [])
          if (typeof extensions?.code === 'string') facts.codes.add(extensions.code);
        facts.cost = readCost(body.singleResult.extensions);
      },
    }),
  };
}

function endOf(name: string): (error?: Error | readonly Error[]) => Promise<void> {
  const end = beginSpan(name);
  return async (error) => end(error !== undefined);
}

/** The answer's own account of its cost (gateway/limits), where there is one. */
function readCost(extensions: Record<string, unknown> | undefined): number | null {
  const actual = (extensions?.cost as { actual?: unknown } | undefined)?.actual;
  return typeof actual === 'number' ? actual : null;
}
