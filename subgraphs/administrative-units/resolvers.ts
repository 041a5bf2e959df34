import { fromLoader, referenceFromLoader } from '../kit/batch/from-loader.ts';
import type { Connection, PageArguments } from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/define-subgraph.ts';
import { dayBefore, today } from '../kit/today.ts';
import type { AgencyFilter, Loaders, UnitFilter } from './loaders.ts';
import { resolveUnits } from './service.ts';
import type { AgencyRow, SuccessionRow, UnitRow } from './tables.ts';

type Context = SubgraphContext<Loaders>;
type Key = { id: string };
/** A row with the date it was asked for, where the query named one. */
type Unit = UnitRow & { asOf?: string };
type Agency = AgencyRow & { asOf?: string };
type Filtered<F> = PageArguments<Partial<F>>;

const idOf = ({ id }: Key) => id;

/** The day as of which a row's neighbours are read: the date asked, else today or, for what has ended, its last day. */
const dayOf = (row: { asOf?: string; validTo: string | null }) => row.asOf ?? lastDay(row);
const lastDay = (row: { validTo: string | null }) =>
  row.validTo && row.validTo <= today() ? dayBefore(row.validTo) : today();

/** A list as of a day; each row carries the day, so that its own neighbours are read as of the same one. */
function listOn<Row, F extends { validOn: string }>(
  list: (args: PageArguments<F>) => Connection<Row>,
  args: PageArguments<Partial<F>>,
  day: string,
) {
  const page = list({ ...args, filter: { ...args.filter, validOn: day } as F });
  const onDay = (row: Row) => ({ ...row, asOf: day });
  return {
    ...page,
    nodes: async () => (await page.nodes()).map(onDay),
    edges: async () => (await page.edges()).map(({ node, cursor }) => ({ node: onDay(node), cursor })),
  };
}

/**
 * A commune of today has its former communes as predecessors. The districts above these went into it as well, which says
 * nothing more; only a special zone was made of a district that had no communes.
 */
function onlyLikeUnits(successions: SuccessionRow[]): SuccessionRow[] {
  const isDistrict = ({ fromId }: SuccessionRow) => fromId.indexOf('@') === 3;
  return successions.every(isDistrict) ? successions : successions.filter((succession) => !isDistrict(succession));
}

export const resolvers = {
  Query: {
    administrativeUnit: (_: unknown, { code, on }: { code: string; on?: string | null }, { loaders }: Context) =>
      loaders.unitByCode.load({ code, on: on ?? today() }),
    administrativeUnits: (_: unknown, args: Filtered<UnitFilter>, { loaders }: Context) =>
      listOn(loaders.units, args, args.filter?.validOn ?? today()),
    resolveUnits: (_: unknown, { codes, on }: { codes: string[]; on: string }, { loaders }: Context) =>
      resolveUnits(loaders, codes, on, today()),
    agency: (_: unknown, { code }: { code: string }, { loaders }: Context) => loaders.agencyById.load(code),
    agencies: (_: unknown, args: Filtered<AgencyFilter>, { loaders }: Context) =>
      listOn(loaders.agencies, args, args.filter?.validOn ?? today()),
  },
  AdministrativeUnit: {
    __resolveReference: referenceFromLoader({ loader: (loaders: Loaders) => loaders.unitById, key: idOf }),
    parent: fromLoader({
      loader: (loaders: Loaders) => loaders.unitByCode,
      key: (row: Unit) => (row.parentCode ? { code: row.parentCode, on: dayOf(row) } : null),
    }),
    children: (row: Unit, args: Filtered<UnitFilter>, { loaders }: Context) =>
      listOn((page) => loaders.unitsByParentCode(row.code, page), args, dayOf(row)),
    successors: fromLoader({ loader: (loaders: Loaders) => loaders.successionsByFromId, key: idOf }),
    predecessors: fromLoader({
      loader: (loaders: Loaders) => loaders.successionsByToId,
      key: idOf,
      pick: (successions) => onlyLikeUnits(successions).map((succession) => ({ ...succession, backwards: true })),
    }),
    agencies: (row: Unit, args: Filtered<AgencyFilter>, { loaders }: Context) =>
      listOn((page) => loaders.agenciesByUnitCode(row.code, page), args, dayOf(row)),
  },
  UnitSuccession: {
    unit: (row: SuccessionRow & { unit?: Unit; backwards?: boolean }, _: unknown, { loaders }: Context) =>
      row.unit ?? loaders.unitById.load(row.backwards ? row.fromId : row.toId),
  },
  Agency: {
    __resolveReference: referenceFromLoader({ loader: (loaders: Loaders) => loaders.agencyById, key: idOf }),
    code: (row: Agency) => row.id,
    unit: fromLoader({
      loader: (loaders: Loaders) => loaders.unitOfAgency,
      key: (row: Agency) => ({ agencyId: row.id, on: dayOf(row) }),
    }),
    parent: fromLoader({
      loader: (loaders: Loaders) => loaders.agencyById,
      key: (row: Agency) => row.parentId,
      pick: (parent, row) => parent && { ...parent, asOf: dayOf(row) },
    }),
    children: (row: Agency, args: Filtered<AgencyFilter>, { loaders }: Context) =>
      listOn((page) => loaders.agenciesByParentId(row.id, page), args, dayOf(row)),
  },
};
