import { fromLoader } from '../kit/batch/from-loader.ts';
import type { Loaders } from './loaders.ts';

export const idOf = ({ id }: { id: string }) => id;
export const first = <Row>([row]: readonly Row[]) => row;

/** What this database adds to a person. */
export const Person = {
  insuredPerson: fromLoader({
    loader: (loaders: Loaders) => loaders.insuredPersonsByPersonId,
    key: idOf,
    pick: first,
  }),
  insuredPersons: fromLoader({ loader: (loaders: Loaders) => loaders.insuredPersonsByPersonId, key: idOf }),
  healthCards: fromLoader({ loader: (loaders: Loaders) => loaders.healthCardsByPersonId, key: idOf }),
  benefits: fromLoader({ loader: (loaders: Loaders) => loaders.benefitsByPersonId, key: idOf }),
  pension: fromLoader({ loader: (loaders: Loaders) => loaders.pensionsByPersonId, key: idOf, pick: first }),
  socialPension: fromLoader({
    loader: (loaders: Loaders) => loaders.socialPensionsByPersonId,
    key: idOf,
    pick: first,
  }),
  assistanceGrants: fromLoader({ loader: (loaders: Loaders) => loaders.assistanceGrantsByPersonId, key: idOf }),
  poorHousehold: fromLoader({ loader: (loaders: Loaders) => loaders.poorHouseholdByPersonId, key: idOf }),
  merit: fromLoader({ loader: (loaders: Loaders) => loaders.meritPersonsByPersonId, key: idOf }),
};
