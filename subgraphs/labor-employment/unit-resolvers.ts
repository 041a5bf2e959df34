import type { PageArguments } from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/define-subgraph.ts';
import { badUserInput } from '../kit/errors.ts';
import type { Loaders } from './loaders.ts';
import type { WorkerRow } from './tables.ts';

type Context = SubgraphContext<Loaders>;
type Key = { id: string };
type ListArguments = PageArguments<never>;

// Only provinces have codes of two digits, before and after the reform.
const isProvince = (unitId: string) => unitId.indexOf('@') === 2;

/** What this database adds to an administrative unit: a province stands for its communes. */
export const AdministrativeUnit = {
  __resolveReference: ({ id }: Key) => ({ id }),
  workers: ({ id }: Key, args: ListArguments, { loaders }: Context) =>
    (isProvince(id) ? loaders.workersByProvinceId : loaders.workersByUnitId)(id, args),
  workerCount: ({ id }: Key, { status }: { status?: WorkerRow['status'] }, { loaders }: Context) =>
    (isProvince(id) ? loaders.workerCountByProvinceId : loaders.workerCountByUnitId)(status ?? null).load(id),
  employers: ({ id }: Key, args: ListArguments, { loaders }: Context) =>
    (isProvince(id) ? loaders.employersByProvinceId : loaders.employersByUnitId)(id, args),
  vacancies: ({ id }: Key, args: ListArguments, { loaders }: Context) =>
    (isProvince(id) ? loaders.vacanciesByProvinceId : loaders.vacanciesByUnitId)(id, args),
  jobSeekerCount: ({ id }: Key, _: unknown, { loaders }: Context) =>
    (isProvince(id) ? loaders.seekerCountByProvinceId : loaders.seekerCountByUnitId).load(id),
  jobMarket: ({ id }: Key, { occupationLevel }: { occupationLevel?: number | null }, { loaders }: Context) => {
    const level = occupationLevel ?? 4;
    if (level < 1 || level > 4) throw badUserInput('Argument "occupationLevel": expected a number from 1 to 4.');
    return (isProvince(id) ? loaders.jobMarketByProvinceId : loaders.jobMarketByUnitId)(level).load(id);
  },
};
