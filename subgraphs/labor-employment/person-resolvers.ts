import { fromLoader } from '../kit/batch/from-loader.ts';
import type { Loaders } from './loaders.ts';

type Key = { id: string };

export const idOf = ({ id }: Key) => id;

/** What this database adds to a person. */
export const Person = {
  __resolveReference: ({ id }: Key) => ({ id }),
  worker: fromLoader({
    loader: (loaders: Loaders) => loaders.workersByPersonId,
    key: idOf,
    pick: ([first]) => first,
  }),
  unemploymentClaims: fromLoader({ loader: (loaders: Loaders) => loaders.claimsByPersonId, key: idOf }),
};
