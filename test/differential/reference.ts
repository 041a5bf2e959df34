import { execute, type GraphQLError, parse, validate } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import type { SubgraphRequest, SubgraphResponse } from '../../subgraphs/kit/execute.ts';
import { maskError } from '../../subgraphs/kit/mask-error.ts';

type CreateContext = (caller: Caller, signal: AbortSignal | undefined) => object;

/** Answers operations of a subgraph by graphql-js alone, as plainly as can be: what its own executor is compared with. */
export function createReference(subgraph: Subgraph, createContext: CreateContext) {
  return async ({ query, variables, caller, requestId }: SubgraphRequest): Promise<SubgraphResponse> => {
    const document = parse(query, { noLocation: true });
    const refused = validate(subgraph.schema, document);
    if (refused.length > 0) return { errors: refused.map((error) => error.toJSON()) };
    const { data = null, errors } = await execute({
      schema: subgraph.schema,
      document,
      variableValues: variables ?? {},
      contextValue: createContext(caller, undefined),
    });
    const mask = (error: GraphQLError) => maskError(error, { subgraph: subgraph.name, requestId, report: () => {} });
    return errors ? { data, errors: errors.map(mask) } : { data };
  };
}
