import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import type { SubgraphContext } from '../define-subgraph.ts';
import { Unsupported } from './compile.ts';
import type { Plan } from './plan.ts';
import { replay } from './replay.ts';
import { type Run, runSelection, stop } from './run.ts';
import type { Selection } from './shape.ts';

type Request = {
  schema: GraphQLSchema;
  document: DocumentNode;
  plan: Plan | undefined;
  variables: Record<string, unknown>;
  operationName: string | null;
  context: SubgraphContext<unknown>;
  /** Whether nobody waits any more. */
  isAbandoned: () => boolean;
};

/** How an operation was executed. */
export type Way = 'compiled' | 'replayed' | 'graphql-js';

/** `fault`: what compiled code threw though nothing is wrong, as graphql-js has found: a mistake of ours. */
type Executed = { result: ExecutionResult; way: Way; fault?: unknown };

/** A root without anything, not even what every object has. */
const root: object = Object.freeze(Object.create(null));

/**
 * Executes an operation level by level: each field for all of its parents at once. The answer is graphql-js's, which takes
 * over where something is out of the ordinary, and executes by itself what is not compiled (mutations, introspection).
 */
export async function executePlan(request: Request): Promise<Executed> {
  const { schema, document, plan, variables, operationName, context } = request;
  const given = { schema, document, variableValues: variables, operationName };
  const compiled = plan && compiledFor(plan, variables);
  if (!compiled) return { result: await execute({ ...given, contextValue: context }), way: 'graphql-js' };
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const run: Run = { context, variables: compiled.coerced, given: [], pending: 0, stopped: false, end };
  let data: object | undefined;
  try {
    [data] = runSelection(run, compiled.selection, [root]);
    if (run.pending > 0) await ended;
  } catch (error) {
    stop(run, error);
  }
  if (!run.stopped) return { result: { data: data as Record<string, unknown> }, way: 'compiled' };
  // What nobody hears need not be found.
  if (request.isAbandoned()) return { result: { data: null }, way: 'compiled' };
  const result = await replay(run, given);
  // What lies below objects is compiled once it is reached, so that only then it may show that it cannot be.
  const isMistake = !result.errors && !(run.thrown instanceof Unsupported);
  return { result, way: 'replayed', ...(isMistake && { fault: run.thrown }) };
}

/** Undefined where variables do not fit, which graphql-js tells in its own words, or where it is not compiled. */
function compiledFor(
  { coerce, selectionFor }: Plan,
  variables: Record<string, unknown>,
): { coerced: Record<string, unknown>; selection: Selection } | undefined {
  const coerced = coerce(variables);
  const selection = coerced && selectionFor(coerced);
  return selection && { coerced, selection };
}
