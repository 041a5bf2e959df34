import { getTableName } from 'drizzle-orm';
import { execute, type GraphQLError, parse } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import type { Way } from '../../subgraphs/kit/batch/execute-plan.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { createExecutor, type SubgraphRequest, type SubgraphResponse } from '../../subgraphs/kit/execute.ts';
import { maskError } from '../../subgraphs/kit/mask-error.ts';
import { registry } from '../../subgraphs/registry.ts';

/** How a subgraph answers: by itself, and by graphql-js alone, over one database. */
export type Executions = {
  own: (asked: SubgraphRequest) => Promise<SubgraphResponse>;
  byGraphqlJs: (asked: SubgraphRequest) => Promise<SubgraphResponse>;
  /** How its own was executed last. */
  way: () => Way | undefined;
};

/**
 * Both executions of every subgraph, by name.
 *
 * @param keep whether the loaders outlive a request: what was read once is then not read again
 */
export async function startExecutions(urls: Record<string, DatabaseUrls>, personKey: Buffer, keep = false) {
  const databases: { stop: () => Promise<void> }[] = [];
  const byName: Record<string, Executions> = {};
  for (const { name, load } of registry) {
    const subgraph: Subgraph = (await load()).default;
    const open = subgraph.open.map((table) => getTableName(table));
    const database = connectDatabase({ urls: urls[name] as DatabaseUrls, name, open, secret: personKey });
    databases.push(database);
    const createContext = (caller: Caller, signal?: AbortSignal) => ({
      loaders: subgraph.createLoaders(database.forCaller(caller, signal)),
      personKey,
      caller,
    });
    let kept: object | undefined;
    const keepContext = (caller: Caller) => {
      kept ??= createContext(caller);
      return kept;
    };
    byName[name] = executionsOf(subgraph, keep ? keepContext : createContext);
  }
  return {
    byName,
    stop: async () => {
      await Promise.all(databases.map((database) => database.stop()));
    },
  };
}

function executionsOf(subgraph: Subgraph, createContext: (caller: Caller, signal?: AbortSignal) => object): Executions {
  const report = () => {};
  const ways: Way[] = [];
  const own = createExecutor(subgraph, createContext, report, (way) => {
    ways[0] = way;
  });
  const mask = (error: GraphQLError) => maskError(error, { subgraph: subgraph.name, requestId: undefined, report });
  return {
    own,
    byGraphqlJs: async ({ query, document, variables, caller }) => {
      const { data = null, errors } = await execute({
        schema: subgraph.schema,
        document: document ?? parse(query, { noLocation: true }),
        variableValues: variables ?? {},
        contextValue: createContext(caller),
      });
      return errors ? { data, errors: errors.map(mask) } : { data };
    },
    way: () => ways[0],
  };
}
