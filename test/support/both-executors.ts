import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { type Executed, startExecutor } from './one-executor.ts';

export type SmallSubgraph = { typeDefs: string; resolvers?: object };

/** A subgraph's answer as JSON would bring it. */
// biome-ignore lint/suspicious/noExplicitAny: tests change whatever they like in it
export type SubgraphAnswer = any;

/** What becomes of an answer on its way to the gateway. The executors send different numbers of representations. */
export type Change = (
  answer: SubgraphAnswer,
  asked: { subgraph: string; query: string; representations: Record<string, unknown>[] | undefined },
) => SubgraphAnswer;

type Subgraphs = ReadonlyMap<string, GraphQLSchema>;
type OnTestFinished = (stop: () => Promise<void>) => void;

const header = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])`;

/**
 * Small subgraphs of this process behind two gateways that differ in what executes plans. Both are asked the same, and answers
 * come back as clients get them: as JSON, errors in an order of their own.
 */
export async function startBothExecutors(subgraphs: Record<string, SmallSubgraph>, onTestFinished: OnTestFinished) {
  const definitions = Object.entries(subgraphs).map(([name, { typeDefs, resolvers = {} }]) => {
    const document = parse(`${header}\n${typeDefs}`);
    return { name, typeDefs: document, schema: buildSubgraphSchema([{ typeDefs: document, resolvers }] as never) };
  });
  const { supergraphSdl, errors } = composeServices(
    definitions.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}` })),
  );
  if (!supergraphSdl) throw new Error(JSON.stringify(errors));
  const schemas = new Map(definitions.map(({ name, schema }) => [name, schema]));
  const compiled = await startOne(supergraphSdl, schemas, 'compiled', onTestFinished);
  const stock = await startOne(supergraphSdl, schemas, 'stock', onTestFinished);
  return {
    compiled,
    stock,
    /** What each answers, and how the first made it. */
    async ask(query: string, variables?: Record<string, unknown>, change?: Change) {
      const expected = await stock.ask(query, variables, change);
      const answer = await compiled.ask(query, variables, change);
      return { expected, answer, executed: compiled.executed.at(-1) };
    },
  };
}

async function startOne(
  supergraph: string,
  schemas: Subgraphs,
  kind: 'compiled' | 'stock',
  onTestFinished: OnTestFinished,
) {
  const asked: { subgraph: string; query: string; variables: Record<string, unknown> }[] = [];
  const executed: { executor: string; reason?: string }[] = [];
  const logged: unknown[] = [];
  let change: Change = (answer) => answer;
  const executor = await startExecutor(
    supergraph,
    (subgraph) => ({
      async process({ request: { query = '', variables = {} } }) {
        asked.push({ subgraph, query, variables });
        const schema = schemas.get(subgraph) as GraphQLSchema;
        const { data, errors } = await execute({ schema, document: parse(query), variableValues: variables });
        const answer = JSON.parse(JSON.stringify({ data, ...(errors && { errors }) }));
        const { representations } = variables as { representations?: Record<string, unknown>[] };
        return change(answer, { subgraph, query, representations });
      },
    }),
    {
      kind,
      observer: { onExecution: (event) => executed.push(event) },
      log: { error: (...line) => logged.push(line) },
    },
  );
  onTestFinished(executor.stop);
  return {
    /** Every request to a subgraph. */
    asked,
    executed,
    /** What its log was told at level error. */
    logged,
    async ask(query: string, variables?: Record<string, unknown>, changed: Change = (answer) => answer) {
      change = changed;
      const answer = JSON.parse(JSON.stringify(await executor.prepare(query)(variables))) as Executed;
      const key = (error: { path?: unknown }) => JSON.stringify([error.path, error]);
      answer.errors?.sort((one, other) => (key(one) < key(other) ? -1 : 1));
      return { ...answer, text: JSON.stringify(answer) };
    },
  };
}

export type BothExecutors = Awaited<ReturnType<typeof startBothExecutors>>;
