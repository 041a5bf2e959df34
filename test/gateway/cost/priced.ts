import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { actualCost } from '../../../gateway/limits/cost-actual.ts';
import { estimateCost } from '../../../gateway/limits/cost-estimate.ts';
import { createPrices } from '../../../gateway/limits/cost-prices.ts';
import { type CostWeights, readCostWeights } from '../../../gateway/limits/cost-weights.ts';
import { solve } from '../../../gateway/limits/formula.ts';
import { fragmentsOf } from '../../../gateway/operations/fragments.ts';
import { readAccess } from '../../../schema/access/read-access.ts';

type Variables = Record<string, unknown>;

/** A supergraph with its prices, to estimate documents by. */
export type Priced = {
  schema: GraphQLSchema;
  costs: CostWeights;
  /** What a document is estimated at, of which the first operation counts; it has to be valid. */
  estimate: (document: string | DocumentNode, variables?: Variables) => number;
  /** What an answer to it cost. */
  actual: (document: string, data: unknown, variables?: Variables) => number;
  /** The same of one document for many requests, as the gateway does. */
  forMany: (document: string) => {
    estimate: (variables?: Variables) => number;
    actual: (data: unknown, variables?: Variables) => number;
  };
};

/** Prices a supergraph as the gateway does. */
export function priced(supergraphSdl: string): Priced {
  const { sdl } = readAccess(supergraphSdl);
  const schema = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();
  const costs = readCostWeights(sdl);
  const prices = createPrices(schema, costs);
  const forMany = (text: string | DocumentNode) => {
    const document = typeof text === 'string' ? parse(text) : text;
    const errors = validate(schema, document);
    if (errors.length > 0) throw errors[0];
    const operation = document.definitions.find(
      (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
    ) as OperationDefinitionNode;
    const coerce = (given: Variables = {}) => {
      const { coerced, errors: wrong } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
      if (!coerced) throw wrong[0];
      return coerced;
    };
    const operationPriced = { schema, prices, operation, fragments: fragmentsOf(document) };
    const estimated = estimateCost(operationPriced);
    const counted = actualCost(operationPriced);
    return {
      estimate: (given?: Variables) => solve(estimated, coerce(given)),
      actual: (data: unknown, given?: Variables) => counted(coerce(given), data),
    };
  };
  return {
    schema,
    costs,
    estimate: (document, given) => forMany(document).estimate(given),
    actual: (document, data, given) => forMany(document).actual(data, given),
    forMany,
  };
}

/** The supergraph of the project. */
export const pricedApi = (): Priced => priced(readFileSync('schema/supergraph.graphql', 'utf8'));

/** One subgraph's SDL, composed. `link` is the `import` of Federation's link. */
export function pricedSubgraph(sdl: string, link = '["@key", "@cost", "@listSize"]'): Priced {
  const typeDefs = parse(
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${link})\n${sdl}`,
  );
  const { supergraphSdl, errors } = composeServices([{ name: 'one', url: 'http://one', typeDefs }]);
  if (!supergraphSdl) throw errors?.[0];
  return priced(supergraphSdl);
}
