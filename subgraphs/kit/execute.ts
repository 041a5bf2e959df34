import { type DocumentNode, type ExecutionResult, execute, GraphQLError, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { databaseErrorCode, isDatabaseDown } from './database.ts';
import type { Subgraph } from './define-subgraph.ts';

/** One operation for a subgraph, as the gateway's plan words it. */
export type SubgraphRequest = {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
  /** Joins log lines of one client request. */
  requestId?: string;
};

/** Told of each failure that was masked: never holds parameters or values. */
export type ReportFailure = (failure: {
  subgraph: string;
  requestId: string | undefined;
  path: string;
  code: string;
  message: string;
}) => void;

/** The answer as it goes over the wire: errors are plain objects. */
export type SubgraphResponse = { data?: Record<string, unknown> | null; errors?: object[] };

type Checked = { document: DocumentNode; errors: readonly GraphQLError[] };

/**
 * A subgraph's one way to answer, shared by both transports (in the same process, and HTTP). Documents are parsed and
 * validated once; errors that are not GraphQLErrors are reported and masked.
 *
 * @param createContext called for each request, so that loaders never outlive one
 */
export function createExecutor(subgraph: Subgraph, createContext: () => object, report: ReportFailure) {
  const documents = new LRUCache<string, Checked>({ max: 1_000 });
  const check = (query: string): Checked => {
    let checked = documents.get(query);
    if (!checked) {
      const document = parse(query);
      checked = { document, errors: validate(subgraph.schema, document) };
      documents.set(query, checked);
    }
    return checked;
  };
  return async (request: SubgraphRequest): Promise<SubgraphResponse> => {
    let checked: Checked;
    try {
      checked = check(request.query);
    } catch (error) {
      return { errors: [(error as GraphQLError).toJSON()] };
    }
    if (checked.errors.length > 0) return { errors: checked.errors.map((error) => error.toJSON()) };
    const result: ExecutionResult = await execute({
      schema: subgraph.schema,
      document: checked.document,
      variableValues: request.variables ?? {},
      operationName: request.operationName ?? null,
      contextValue: createContext(),
    });
    if (!result.errors) return { data: result.data ?? null };
    return {
      data: result.data ?? null,
      errors: result.errors.map((error) => mask(error, subgraph.name, request.requestId, report)),
    };
  };
}

/** What may leave the subgraph: errors meant for the caller as they are, all others by a code alone. */
function mask(error: GraphQLError, subgraph: string, requestId: string | undefined, report: ReportFailure): object {
  const original = error.originalError;
  if (!original || original instanceof GraphQLError) return error.toJSON();
  const down = isDatabaseDown(original);
  const code = down ? 'SUBGRAPH_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
  report({ subgraph, requestId, path: error.path?.join('.') ?? '', code, message: describe(original) });
  const message = down ? `The database of "${subgraph}" does not answer.` : 'Internal server error.';
  return new GraphQLError(message, { path: error.path, nodes: error.nodes, extensions: { code } }).toJSON();
}

/**
 * What may be logged of a failure. PostgreSQL's messages, and drizzle's around them, repeat parameters and rows, so these
 * are told by their SQLSTATE alone; a fault of ours by its stack.
 */
function describe(error: Error): string {
  const code = databaseErrorCode(error);
  if (code && (isDatabaseDown(error) || /^[0-9A-Z]{5}$/.test(code))) return `database error ${code}`;
  const root = error.cause instanceof Error ? error.cause : error;
  return root.stack ?? root.message;
}
