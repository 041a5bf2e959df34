import { contracts } from '../../schema/contracts.ts';
import { HttpError } from '../http/http-error.ts';

/** What a request is served by. */
export type ContractContext = {
  /** Null for the whole schema. */
  contract: string | null;
  /** Whether the client sent an id or a hash in place of the document, whose text it may not know. */
  isByHash: 'id' | 'hash' | false;
};

/** The paths of contracts, each with its name. */
export const contractPaths: ReadonlyMap<string, string> = new Map(
  contracts.map(({ name }) => [`/graphql/${name}`, name]),
);

const open: ReadonlySet<string> = new Set(contracts.filter(({ isOpen }) => isOpen).map(({ name }) => name));

/** Whether anyone may ask by a contract, and for its schema. */
export const isOpenContract = (name: string | null): boolean => name !== null && open.has(name);

type Asked = {
  /** That of the path; null at /graphql. */
  path: string | null;
  /** That of the token; null where it names none. */
  claimed: string | null;
  /** That of whoever has no token; null for the whole schema. */
  anonymous: string | null;
  hasToken: boolean;
};

/**
 * The contract that a request is served, null for the whole schema: that of its path, where the token (or its absence) does not bind it to another. An
 * open one is anyone's. HttpError 403 CONTRACT_NOT_ALLOWED.
 */
export function contractOfRequest({ path, claimed, anonymous, hasToken }: Asked): string | null {
  const bound = hasToken ? claimed : anonymous;
  if (path === null || path === bound) return bound;
  if (bound === null || open.has(path)) return path;
  throw new HttpError(403, 'expected to be asked at /graphql: the contract of this path is not that of the caller', {
    code: 'CONTRACT_NOT_ALLOWED',
  });
}
