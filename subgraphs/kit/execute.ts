import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../../schema/caller.ts';
import type { Subgraph } from './define-subgraph.ts';
import { maskError, type ReportFailure } from './mask-error.ts';
import { traceOperation } from './tracing/spans.ts';

/** One operation for a subgraph, as the gateway's plan words it. */
export type SubgraphRequest = {
  query: string;
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

// A parsed document takes some thirty times its text, and each subgraph has a cache of its own, which whoever asks ever new
// documents fills.
const maxCachedCharacters = 400_000;

type Checked = { document: DocumentNode; errors: readonly GraphQLError[] };

/**
 * A subgraph's one way to answer, shared by both transports (in the same process, and HTTP). Documents are parsed and
 * validated once; errors that are not GraphQLErrors are reported and masked.
 *
 * @param createContext called for each request, so that loaders never outlive one
 */
export function createExecutor(
  subgraph: Subgraph,
  createContext: (caller: Caller, signal: AbortSignal | undefined) => object,
  report: ReportFailure,
) {
  // By hash, because a document may hold a personal number as a literal; by size, because documents differ by a thousand.
  const documents = new LRUCache<string, Checked>({ maxSize: maxCachedCharacters });
  const check = (query: string): Checked => {
    const key = createHash('sha256').update(query).digest('base64');
    let checked = documents.get(key);
    if (!checked) {
      const document = parse(query, { noLocation: true });
      checked = { document, errors: validate(subgraph.schema, document) };
      documents.set(key, checked, { size: query.length });
    }
    return checked;
  };
  const answer = async (request: SubgraphRequest): Promise<SubgraphResponse> => {
    let checked: Checked;
    try {
      checked = check(request.query);
    } catch (error) {
      return { errors: [(error as GraphQLError).toJSON()] };
    }
    if (checked.errors.length > 0) return { errors: checked.errors.map((error) => error.toJSON()) };
    // What is half changed would be known to nobody.
    const signal = isMutation(checked.document, request.operationName) ? undefined : request.signal;
    const result: ExecutionResult = await execute({
      schema: subgraph.schema,
      document: checked.document,
      variableValues: request.variables ?? {},
      operationName: request.operationName ?? null,
      contextValue: createContext(request.caller, signal),
    });
    if (signal?.aborted) return { errors: [abandoned.toJSON()] };
    if (!result.errors) return { data: result.data ?? null };
    return {
      data: result.data ?? null,
      errors: result.errors.map((error) =>
        maskError(error, { subgraph: subgraph.name, requestId: request.requestId, report }),
      ),
    };
  };
  return (request: SubgraphRequest): Promise<SubgraphResponse> =>
    traceOperation({ subgraph: subgraph.name, requestId: request.requestId }, () => answer(request));
}

/** Heard by nobody; statements that were not sent are no failures to report. */
const abandoned = new GraphQLError('Nobody waits for the answer any longer.', {
  extensions: { code: 'REQUEST_CANCELLED' },
});

const isMutation = (document: DocumentNode, name: string | null | undefined) =>
  getOperationAST(document, name)?.operation === 'mutation';
