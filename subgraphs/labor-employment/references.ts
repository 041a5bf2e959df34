import type { SubgraphContext } from '../kit/define-subgraph.ts';
import type { Loaders } from './loaders.ts';

type Context = SubgraphContext<Loaders>;
type Maybe<T> = T | null | undefined;

/** A record of another database by its id, which the gateway resolves there; null where there is no id. */
export const entity = (id: Maybe<string>): { id: string } | null => (id ? { id } : null);

/** An occupation by its code; null where the code is missing or not of the classification. */
export const occupationOf = (code: Maybe<string>, { loaders }: Context) =>
  code ? loaders.occupationByCode.load(code) : null;

/** An industry by its id, `code@edition`; null where the id is missing or not of the classification. */
export const industryOf = (id: Maybe<string>, { loaders }: Context) => (id ? loaders.industryById.load(id) : null);
