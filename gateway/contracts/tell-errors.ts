import { GraphQLError } from 'graphql';
import type { HiddenNames } from '../../schema/contracts/hidden-names.ts';

type Extensions = Record<string, unknown>;
type Told = { message: string; extensions?: unknown };

/** The gateway's own, in words of its own: what is decided by, what HTTP is told, and what a caller lacks of a field of the contract. */
const ours = new Set(['code', 'http', 'missing', 'legalBasis']);

/**
 * Errors and extensions in the words of a contract: a subgraph's own may name what else it knows.
 *
 * @param hiddenIn the names in a text that the contract does not hold
 */
export function createTeller(hiddenIn: HiddenNames) {
  /** Of a key a plain word is none: `title` may be anything's. */
  const isHidden = (key: string) => hiddenIn(key).length > 0;
  /** A plain word (`officials`) is a name where it stands alone. */
  const names = (text: string) => hiddenIn(/^\w+$/.test(text) ? `"${text}"` : text).length > 0;

  /** Whether something in it names what is hidden. */
  const speaks = (value: unknown): boolean => {
    if (typeof value === 'string') return names(value);
    if (typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value)) return value.some(speaks);
    return Object.entries(value).some(([key, inner]) => isHidden(key) || (!ours.has(key) && speaks(inner)));
  };
  /** Undefined for what is not told. */
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return names(value) ? undefined : value;
    if (Array.isArray(value)) return value.map(within).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        const told = ours.has(key) ? inner : within(inner);
        return isHidden(key) || told === undefined ? [] : [[key, told]];
      }),
    );
  };
  const messageOf = (message: string) => (hiddenIn(message).length > 0 ? unspeakable : message);

  return {
    /** An error of an answer. */
    error(error: GraphQLError): GraphQLError {
      const { message, path, extensions } = error;
      if (hiddenIn(message).length === 0 && !speaks(extensions)) return error;
      return new GraphQLError(messageOf(message), {
        ...(path && { path }),
        extensions: within(extensions) as Extensions,
      });
    },
    /**
     * What an answer says beside data and errors.
     *
     * @param isWithinHidden of a path, whether what stands there is not told
     */
    extensions(
      { valueCompletion, ...others }: Extensions,
      isWithinHidden: (path?: readonly (string | number)[]) => boolean,
    ): Extensions {
      const notes = Array.isArray(valueCompletion) ? (valueCompletion as (Told & Pick<GraphQLError, 'path'>)[]) : [];
      const told = notes
        .filter(({ path }) => !isWithinHidden(path))
        .map(({ message, path, extensions }) => ({
          message: messageOf(message),
          ...(path && { path }),
          extensions: within(extensions ?? {}),
        }));
      return { ...(within(others) as Extensions), ...(told.length > 0 && { valueCompletion: told }) };
    },
  };
}

const unspeakable = 'What went wrong cannot be told in the words of this contract.';
