import type { PageArguments } from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/define-subgraph.ts';
import { isProvince } from '../kit/jurisdiction.ts';
import { today } from '../kit/today.ts';
import { requireLevel } from './classifications.ts';
import type { Loaders } from './loaders.ts';
import type { WorkerRow } from './tables.ts';

type Context = SubgraphContext<Loaders>;
type Key = { id: string };
type JobMarketArguments = { occupationLevel?: number | null; on?: string | null };
type ListArguments = PageArguments<never>;

/** What this database adds to an administrative unit: a province stands for all recorded under it. */
export const AdministrativeUnit = {
  __resolveReference: ({ id }: Key) => ({ id }),
  workers: ({ id }: Key, args: ListArguments, { loaders }: Context) =>
    (isProvince(id) ? loaders.workersByProvinceId : loaders.workersByUnitId)(id, args),
  workerCount: ({ id }: Key, { status }: { status?: WorkerRow['status'] }, { loaders }: Context) =>
    loaders.workerCountByPlace(status ?? null).load(id),
  employers: ({ id }: Key, args: ListArguments, { loaders }: Context) =>
    (isProvince(id) ? loaders.employersByProvinceId : loaders.employersByUnitId)(id, args),
  vacancies: ({ id }: Key, args: ListArguments, { loaders }: Context) =>
    (isProvince(id) ? loaders.vacanciesByProvinceId : loaders.vacanciesByUnitId)(id, args),
  jobSeekers: ({ id }: Key, args: ListArguments, { loaders }: Context) =>
    (isProvince(id) ? loaders.jobSeekersByProvinceId : loaders.jobSeekersByUnitId)(id, args),
  jobSeekerCount: ({ id }: Key, _: unknown, { loaders }: Context) => loaders.seekerCountByPlace.load(id),
  unemploymentClaims: ({ id }: Key, args: ListArguments, { loaders }: Context) =>
    (isProvince(id) ? loaders.claimsByProvinceId : loaders.claimsByUnitId)(id, args),
  jobMarket: ({ id }: Key, { occupationLevel, on }: JobMarketArguments, { loaders }: Context) => {
    const level = requireLevel(occupationLevel ?? 4, 'occupationLevel');
    return (isProvince(id) ? loaders.jobMarketByProvinceId : loaders.jobMarketByUnitId)(level, on ?? today()).load(id);
  },
};
