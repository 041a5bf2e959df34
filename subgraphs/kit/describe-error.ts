import { fileURLToPath } from 'node:url';
import type { PostgresError } from 'postgres';

const rootUrl = new URL('../../', import.meta.url).href;
const root = fileURLToPath(rootUrl);

/**
 * An error as the program's log tells it. One of PostgreSQL, also inside others, by its SQLSTATE, its routine and our frames
 * alone: its message, its detail and the parameters of its statement repeat values of records.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const errors = withinOf(error);
  const refusals = errors.filter((each) => isOf(each, 'PostgresError')) as PostgresError[];
  if (refusals.length === 0 && !errors.some((each) => isOf(each, 'DrizzleQueryError')))
    return error.stack ?? error.message;
  const code = taken(/^[\dA-Z]{5}$/, refusals[0]?.code) ?? taken(/^[A-Z_]{3,40}$/, codeOf(errors)) ?? 'no code';
  const routine = taken(/^\w{1,60}$/, refusals[0]?.routine);
  const said = `lienthong: PostgreSQL refused a statement (${code}${routine === undefined ? '' : `, ${routine}`})`;
  return [said, ...new Set(errors.flatMap(framesOf))].join('\n');
}

/** By name, because a gateway without databases has no use for what makes these errors. */
const isOf = (error: Error, name: 'PostgresError' | 'DrizzleQueryError') => error.constructor.name === name;

/** The error and those that it holds, each once. */
function withinOf(error: unknown, found: Error[] = []): Error[] {
  if (!(error instanceof Error) || found.includes(error)) return found;
  found.push(error);
  const { cause, errors, suppressed, error: inner } = error as Error & Partial<AggregateError & SuppressedError>;
  for (const each of [cause, inner, suppressed, ...(Array.isArray(errors) ? errors : [])]) withinOf(each, found);
  return found;
}

const codeOf = (errors: Error[]) =>
  errors.map((each) => (each as { code?: unknown }).code).find((code) => typeof code === 'string');

const taken = (form: RegExp, value: unknown) => (typeof value === 'string' && form.test(value) ? value : undefined);

/** What follows the message, which may have lines that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.lastIndexOf(message);
  if (at < 0) return [];
  const lines = stack.slice(at + message.length).split('\n');
  return lines.filter(
    (line) =>
      line.startsWith('    at ') && (line.includes(rootUrl) || line.includes(root)) && !line.includes('/node_modules/'),
  );
}
