import { notGraphql, unusable } from './exchange.ts';
import { type AnswerError, errorsAtAll } from './failed-answer.ts';
import { misfitsOf } from './misfits.ts';
import type { Answer, SubgraphRequest } from './source.ts';

type ReadOptions = {
  name: string;
  /** Whether it is a service of ours, which masks its errors and writes the others for clients. */
  isOurs: boolean;
  /** Of HTTP. */
  status: number;
  request: SubgraphRequest;
};

/**
 * What goes on of a subgraph's answer: `data` as far as it was asked and is of the right type, and errors without anything but
 * message, path and code. Values of another type are null, each with an error. The JSON given is changed in place.
 *
 * A SubgraphFailure where it is no GraphQL response at all.
 */
export function readAnswer(
  json: unknown,
  { name, isOurs, status, request }: ReadOptions,
): { answer: Answer; misfits: number } {
  if (!isObject(json) || !('data' in json || 'errors' in json)) throw notGraphql(status);
  const { data = null, errors = null } = json;
  if (data !== null && !isObject(data)) throw unusable('data is not an object');
  if (errors !== null && !Array.isArray(errors)) throw unusable('errors is not a list');
  const told = (errors ?? []).map((error: unknown) => cleanError(error, name, isOurs));
  if (data === null) {
    const [first] = told;
    if (!first) throw unusable('neither data nor errors');
    // Without a path it is an error of the whole request.
    const answer = told.some(({ path }) => path)
      ? { data, errors: told }
      : errorsAtAll(request, first.extensions.code, first.message);
    return { answer, misfits: 0 };
  }
  const { paths, count } = misfitsOf(data, request);
  for (const path of paths)
    told.push({
      message: `The subgraph "${name}" gave a value that cannot be used.`,
      path,
      extensions: { code: 'SUBGRAPH_INVALID_RESPONSE' },
    });
  return { answer: told.length > 0 ? { data, errors: told } : { data }, misfits: count };
}

/** Those that tell a client what to do, and nothing of the subgraph. */
const plainCodes = ['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'SUBGRAPH_UNAVAILABLE'];
const codeForm = /^[A-Z]{1,30}(_[A-Z]{1,30}){0,5}$/;

/** The words of a service that is not ours may be those of its database, or repeat what was asked. */
function cleanError(error: unknown, name: string, isOurs: boolean): AnswerError {
  const { message, path, extensions } = isObject(error) ? error : {};
  const code = isObject(extensions) ? extensions.code : undefined;
  const isKnown = typeof code === 'string' && (isOurs ? codeForm.test(code) : plainCodes.includes(code));
  const isWorded = isOurs && isKnown && typeof message === 'string';
  return {
    message: isWorded ? message : `The subgraph "${name}" answered with an error.`,
    ...(isPath(path) && { path }),
    extensions: { code: isKnown ? code : 'SUBGRAPH_ERROR' },
  };
}

const isPath = (value: unknown): value is (string | number)[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((step) => typeof step === 'string' || (Number.isInteger(step) && step >= 0));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
