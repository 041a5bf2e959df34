import { GraphQLError } from 'graphql';
import { databaseErrorCode, isDatabaseDown } from './database-error.ts';
import type { ErrorCode } from './errors.ts';

/** Told of each failure that was masked: never holds parameters, values or the client's own words. */
export type ReportFailure = (failure: {
  subgraph: string;
  requestId: string | undefined;
  field: string;
  code: string;
  message: string;
}) => void;

type Where = { subgraph: string; requestId: string | undefined; report: ReportFailure };

/**
 * What of an error may leave the subgraph: errors with a code of ours were written for the caller; all others are reported
 * and told by a code alone, also those of graphql-js itself, which repeat the value that did not fit its type.
 */
export function maskError(error: GraphQLError, { subgraph, requestId, report }: Where): object {
  if (error.extensions.code) return error.toJSON();
  const cause = error.originalError ?? error;
  const { code, message } = tellCaller(cause, subgraph);
  // Field names and not the path, whose aliases are the client's words and may hold a personal number.
  const field = error.nodes?.map((node) => ('name' in node ? node.name?.value : undefined)).join('.') ?? '';
  report({ subgraph, requestId, field, code, message: describe(cause) });
  return new GraphQLError(message, { path: error.path, nodes: error.nodes, extensions: { code } }).toJSON();
}

function tellCaller(cause: Error, subgraph: string): { code: ErrorCode; message: string } {
  if (isDatabaseDown(cause))
    return { code: 'SUBGRAPH_UNAVAILABLE', message: `The database of "${subgraph}" does not answer.` };
  // Class 22, data exception: a value that passed our checks and that PostgreSQL cannot hold.
  if (databaseErrorCode(cause)?.startsWith('22'))
    return { code: 'BAD_USER_INPUT', message: 'A value is out of the range that can be searched.' };
  return { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error.' };
}

/** Reports a failure that its client has not met: another way has given the answer. */
export function reportFault(fault: unknown, { subgraph, requestId, report }: Where): void {
  const message = fault instanceof Error ? describe(fault) : typeof fault;
  report({ subgraph, requestId, field: '', code: 'COMPILED_CODE_FAILED', message });
}

/**
 * What may be logged. Messages repeat values (PostgreSQL's the rows, drizzle's the parameters, Node's the argument), so a
 * database error is told by its SQLSTATE, a fault of ours by its kind and where it happened.
 */
function describe(error: Error): string {
  const code = databaseErrorCode(error);
  if (code && (isDatabaseDown(error) || /^[0-9A-Z]{5}$/.test(code))) return `database error ${code}`;
  const root = error.cause instanceof Error ? error.cause : error;
  const frames = (root.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [root.name, ...frames].join('\n');
}
