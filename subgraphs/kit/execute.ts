import { type DocumentNode, GraphQLError } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import { type Checked, createDocuments } from './batch/documents.ts';
import { executePlan, type Way } from './batch/execute-plan.ts';
import type { Subgraph, SubgraphContext } from './define-subgraph.ts';
import { maskError, type ReportFailure, reportFault } from './mask-error.ts';
import { type Selection, selectionOf } from './selection.ts';
import { traceOperation } from './tracing/spans.ts';

/** One operation for a subgraph, as the gateway's plan words it. */
export type SubgraphRequest = {
  query: string;
  /** The same, parsed: what is the same object is the same document. */
  document?: DocumentNode | undefined;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
  /** Joins log lines of one client request. */
  requestId?: string;
  /** Who asks: rows, masks and statistics depend on it. */
  caller: Caller;
  /** Aborted when nobody waits for the answer any longer: a query then sends no further statement. */
  signal?: AbortSignal | undefined;
};

/** The answer as it goes over the wire: errors are plain objects. */
export type SubgraphResponse = { data?: Record<string, unknown> | null; errors?: object[] };

/**
 * A subgraph's one way to answer, shared by both transports (in the same process, and HTTP). Documents are parsed, validated
 * and compiled once; errors that are not GraphQLErrors are reported and masked.
 *
 * @param createContext called for each request, so that loaders never outlive one
 * @param onExecuted told how each operation was executed
 */
export function createExecutor(
  subgraph: Subgraph,
  createContext: (caller: Caller, signal: AbortSignal | undefined, selection: Selection) => object,
  report: ReportFailure,
  onExecuted: (way: Way) => void = () => {},
) {
  const { schema, name } = subgraph;
  const documents = createDocuments(schema);
  const answer = async (request: SubgraphRequest): Promise<SubgraphResponse> => {
    let checked: Checked;
    try {
      checked = documents.check(request.query, request.document);
    } catch (error) {
      return { errors: [(error as GraphQLError).toJSON()] };
    }
    const { document, errors, planOf } = checked;
    if (errors.length > 0) return { errors: errors.map((error) => error.toJSON()) };
    const plan = planOf(request.operationName ?? undefined);
    // What is half changed would be known to nobody.
    const signal = plan?.operation.operation === 'mutation' ? undefined : request.signal;
    const { result, way, fault } = await executePlan({
      schema,
      document,
      plan,
      variables: request.variables ?? {},
      operationName: request.operationName ?? null,
      context: createContext(request.caller, signal, selectionOf(schema, document)) as SubgraphContext<unknown>,
      isAbandoned: () => signal?.aborted === true,
    });
    onExecuted(way);
    const where = { subgraph: name, requestId: request.requestId, report };
    if (fault !== undefined) reportFault(fault, where);
    if (signal?.aborted) return { errors: [abandoned.toJSON()] };
    if (!result.errors) return { data: result.data ?? null };
    return { data: result.data ?? null, errors: result.errors.map((error) => maskError(error, where)) };
  };
  return (request: SubgraphRequest): Promise<SubgraphResponse> =>
    traceOperation({ subgraph: name, requestId: request.requestId }, () => answer(request));
}

/** Heard by nobody; statements that were not sent are no failures to report. */
const abandoned = new GraphQLError('Nobody waits for the answer any longer.', {
  extensions: { code: 'REQUEST_CANCELLED' },
});
