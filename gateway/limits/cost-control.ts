import type { GraphQLSchemaContext } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { coerceVariables } from '../operations/coerced-variables.ts';
import { fragmentsOf } from '../operations/fragments.ts';
import { onceAnOperation } from '../operations/once-an-operation.ts';
import type { GatewayObserver } from '../telemetry/observer.ts';
import type { Budget } from './budget.ts';
import type { Asking } from './budget-holder.ts';
import { actualCost } from './cost-actual.ts';
import { estimateCost } from './cost-estimate.ts';
import { createPrices, type Prices } from './cost-prices.ts';
import { readCostWeights } from './cost-weights.ts';
import { solve } from './formula.ts';

/** What an operation cost, as `extensions.cost` of its answer tells. */
export type CostReport = { estimated: number; actual: number; limit: number };

type Asked = {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As they were sent. */
  variables: Record<string, unknown>;
  contextValue: Asking;
};

/** Lets operations pass that their client can pay for. */
export type CostControl = {
  /** To be told each schema that is served, before it is asked: the prices are in its supergraph. */
  schemaDidLoadOrUpdate: (loaded: GraphQLSchemaContext) => void;
  /**
   * Estimates a valid operation and takes that from the client's budget. GraphQLError COST_LIMIT_EXCEEDED (HTTP 400) where it can
   * never be answered, BUDGET_EXHAUSTED (429) where it can be later. What it resolves to is called once with the answer's `data`.
   */
  admit: (asked: Asked) => Promise<(data: unknown) => CostReport | undefined>;
};

type Options = {
  /** The most that one operation may be estimated at. */
  limit: number;
  /** None where clients are not limited. */
  budget?: Budget | undefined;
  observer?: GatewayObserver | undefined;
};

/** Prices operations by the `@cost` and `@listSize` of the supergraph that Apollo Server loaded. */
export function createCostControl({ limit, budget, observer }: Options): CostControl {
  // By schema: a request that began before another was loaded is priced by its own.
  const pricesOf = new WeakMap<GraphQLSchema, Prices>();
  const pricingOf = onceAnOperation(({ schema, document, operation }) => {
    const prices = pricesOf.get(schema);
    const priced = prices && { schema, prices, operation, fragments: fragmentsOf(document) };
    return { estimate: priced && estimateCost(priced), actual: priced && actualCost(priced) };
  });
  const refused = (error: GraphQLError) => {
    observer?.onRefusal?.({ code: String(error.extensions.code) });
    return error;
  };
  return {
    schemaDidLoadOrUpdate({ apiSchema, coreSupergraphSdl = '' }) {
      pricesOf.set(apiSchema, createPrices(apiSchema, readCostWeights(coreSupergraphSdl)));
    },
    async admit({ schema, document, operation, variables, contextValue }) {
      const { coerced } = coerceVariables(schema, operation, variables);
      const { estimate, actual: actualOf } = pricingOf({ schema, document, operation });
      // Variables that do not fit their types are refused in GraphQL's own words.
      if (!coerced || !estimate || !actualOf) return () => undefined;
      const estimated = solve(estimate, coerced);
      const most = Math.min(limit, budget?.perMinute(contextValue) ?? limit);
      if (estimated > most) throw refused(tooDear(estimated, most));
      const settle = await budget?.charge(contextValue, estimated).catch((error: unknown) => {
        throw error instanceof GraphQLError ? refused(error) : error;
      });
      return (data) => {
        const actual = actualOf(coerced, data);
        settle?.(actual);
        observer?.onCost?.({ estimated, actual });
        return { estimated, actual, limit: most };
      };
    },
  };
}

function tooDear(estimated: number, limit: number): GraphQLError {
  return new GraphQLError(
    `The operation is too dear: it is estimated to cost ${estimated}, and at most ${limit} is answered. Ask for smaller pages or fewer fields; asking again does not help.`,
    { extensions: { code: 'COST_LIMIT_EXCEEDED', cost: { estimated, limit }, http: { status: 400 } } },
  );
}
