import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Replay } from './replay.ts';
import { findEntities } from './run.ts';

type Path = (string | number)[];
type Answer = { errors?: readonly (GraphQLError | GraphQLFormattedError)[] };

/**
 * The answer, with each error of an entity at the way to that. @apollo/gateway 2.14 counts every object of a list, also those of
 * which nothing was sent, so that in a list of several types its errors are told of others.
 */
export function correctPaths<Given extends object>(answer: Given, { run, told }: Replay): Given {
  const { errors } = answer as Answer;
  if (!errors || told.size === 0) return answer;
  const byFetch = new Map<number, Path[]>();
  const pathsOf = (index: number): Path[] => {
    const fetch = run.plan.fetches[index];
    const known = byFetch.get(index) ?? (fetch && findEntities(run, fetch, true).paths) ?? [];
    byFetch.set(index, known);
    return known;
  };
  const corrected = errors.map((error) => {
    const { originalError } = error as GraphQLError;
    const place = told.get(originalError);
    const way = place && pathsOf(place.fetch)[place.place];
    if (!way) return error;
    const [, , ...below] = (originalError as unknown as { path: Path }).path;
    return new GraphQLError(error.message, {
      path: [...way, ...below],
      originalError: originalError as Error,
      extensions: error.extensions as Record<string, unknown>,
    });
  });
  return { ...answer, errors: corrected };
}
