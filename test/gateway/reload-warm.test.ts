import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createDocumentStore } from '../../gateway/documents/caches.ts';
import { createPlanCache } from '../../gateway/planning/plan-cache.ts';
import { planInThread } from '../../gateway/planning/plan-in-thread.ts';
import { plannerConfig } from '../../gateway/planning/planner-config.ts';
import { committedOperations } from '../../gateway/reload/committed-operations.ts';
import { createKnownOperations } from '../../gateway/reload/known-operations.ts';
import { sampleVariables } from '../../gateway/reload/sample-variables.ts';
import { endWarming, warm } from '../../gateway/reload/warm.ts';
import { readSupergraph } from '../../gateway/supergraph.ts';

test('every committed operation gets its plan and its document, and no subgraph is asked', async () => {
  const { sdl } = await readSupergraph('schema/supergraph.graphql', {});
  const asked: string[] = [];
  const plans: boolean[] = [];
  const cache = createPlanCache();
  const stock = new ApolloGateway({
    supergraphSdl: sdl,
    buildService: ({ name }): GraphQLDataSource => ({
      async process() {
        asked.push(name);
        return {};
      },
    }),
    queryPlannerConfig: { ...plannerConfig, cache },
    experimental_didResolveQueryPlan: endWarming,
  });
  const onPlan = ({ cached }: { cached: boolean }) => plans.push(cached);
  const gateway = planInThread(stock, { plans: cache, timeout: 30_000, observer: { onPlan } });
  const { executor: execute } = await gateway.load({ apollo: {} as never });
  const { schema } = stock;
  if (!schema || !execute) throw new Error('no schema');
  const texts = await committedOperations();
  expect(texts.length).toBeGreaterThan(30);
  const documents = createDocumentStore(32);
  const known = createKnownOperations([...texts, '{ thisSchemaHasNoSuchField }']);
  const options = { execute, schema, documents, known, within: Number.POSITIVE_INFINITY };
  // Each as it is asked by its name, and without.
  expect(await warm(options)).toBe(2 * texts.length);
  expect(plans).toEqual(Array(2 * texts.length).fill(false));
  expect(await warm(options)).toBe(2 * texts.length);
  expect(plans.slice(2 * texts.length)).toEqual(Array(2 * texts.length).fill(true));
  for (const { document, queryHash } of known.documents().slice(0, texts.length))
    expect(await documents.get(`hash of the schema:${queryHash}`)).toEqual(document);
  expect(asked).toEqual([]);
  expect(await warm({ ...options, within: -1 })).toBe(0);
  await gateway.stop();
});

test('variables that must be given are, with values that their types take', () => {
  const schema = buildSchema(`
    enum Kind { A B }
    scalar Date
    input Range { from: Date!, to: Date, kinds: [Kind!]! = [A], inner: Range }
    input One @oneOf { id: ID, code: String }
    type Query { a(range: Range!, kind: Kind!, ids: [ID!]!, one: One!, count: Int!, is: Boolean!, last: Int, first: Int!): Int }`);
  const [operation] = parse(`
    query ($range: Range!, $kind: Kind!, $ids: [ID!]!, $one: One!, $count: Int!, $is: Boolean!, $last: Int, $first: Int! = 1) { a }`)
    .definitions as [OperationDefinitionNode];
  expect(sampleVariables(schema, operation)).toEqual({
    range: { from: '' },
    kind: 'A',
    ids: [],
    one: { id: '' },
    count: 0,
    is: false,
  });
});
