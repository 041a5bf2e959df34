import { GraphQLError } from 'graphql';
import { type Place, pathOf } from '../access/complete-data.ts';

type Path = readonly (string | number)[];

/** Errors that an answer lists; the rest are counted. */
const listed = 1_000;

/** Gathers the places of an answer whose values a contract does not hold. */
export function createHiddenPlaces() {
  const paths = new Map<string, Path>();
  return {
    add: (place: Place): void => {
      const path = pathOf(place);
      paths.set(JSON.stringify(path), path);
    },
    /** Whether something stands in one of them. */
    isWithin: (path: Path = []): boolean =>
      paths.size > 0 && path.some((_, at) => paths.has(JSON.stringify(path.slice(0, at + 1)))),
    errors: (): GraphQLError[] => {
      const { stackTraceLimit } = Error;
      // Where it was made tells nothing of such an error, and takes longer than all else that is done for it.
      Error.stackTraceLimit = 0;
      try {
        const told = [...paths.values()].slice(0, listed).map((path) => error(unknownValue, path));
        const rest = paths.size - told.length;
        return rest > 0 ? [...told, error(`${rest} more places of the answer hold such values.`)] : told;
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
      }
    },
  };
}

const unknownValue = 'The value is none that this contract holds.';

const error = (message: string, path?: Path) =>
  new GraphQLError(message, { ...(path && { path }), extensions: { code: 'VALUE_NOT_IN_CONTRACT' } });
