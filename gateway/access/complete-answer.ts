import type { GraphQLError, GraphQLObjectType } from 'graphql';
import type { CollectOptions } from './collect-fields.ts';
import { completeData, type Data, type Place, pathOf } from './complete-data.ts';
import { type Refusal, type RefusedPlace, refusalErrors, uncountedError } from './refusal.ts';

/** Errors that an answer lists; the rest are counted. */
const listed = 1_000;

/**
 * Completes the answer of a filtered operation to that of the operation as it was asked: null for each refused field, in its
 * place and with its error, and for what surrounds it where null may not stand (specification, 6.4.4). Errors below what
 * became null are kept.
 *
 * @param data answered to the filtered operation; null-prototype objects come back
 * @param root the operation's root type
 */
export function completeAnswer(
  data: Data,
  root: GraphQLObjectType,
  options: CollectOptions,
): { data: Data | null; errors: GraphQLError[] } {
  const { report, errors } = createReport();
  const completed = completeData(data, root, options, {
    field: ({ refusal }, place) => {
      if (refusal) report(refusal, place);
      return refusal !== undefined;
    },
  });
  return { data: completed, errors: errors() };
}

/** Gathers errors, one for each refused place: an answer is gone through once, so none comes twice. */
function createReport() {
  const found: RefusedPlace[] = [];
  let rest = 0;
  return {
    report(refusal: Refusal, place: Place) {
      if (found.length < listed) found.push({ refusal, path: pathOf(place) });
      else rest += 1;
    },
    errors: () => [...refusalErrors(found), ...(rest > 0 ? [uncountedError(rest)] : [])],
  };
}
