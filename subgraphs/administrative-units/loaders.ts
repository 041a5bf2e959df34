import DataLoader from 'dataloader';
import { eq, inArray, like, or, type SQL, sql } from 'drizzle-orm';
import { byVietnamese } from '../kit/collation.ts';
import { connection, connectionBy } from '../kit/connection.ts';
import type { Database } from '../kit/database.ts';
import { many, one } from '../kit/loaders.ts';
import { administrativeUnits, agencies, type SuccessionRow, type UnitRow, unitSuccessions } from './tables.ts';

/** Dates are always given: "today" is the resolver's word. */
export type UnitFilter = {
  validOn: string;
  level?: UnitRow['level'] | null;
  kind?: UnitRow['kind'][] | null;
  parentCode?: string | null;
  name?: string | null;
};
export type AgencyFilter = {
  validOn: string;
  level?: (typeof agencies.$inferSelect)['level'] | null;
  kind?: (typeof agencies.$inferSelect)['kind'][] | null;
  parentCode?: string | null;
  unitCode?: string | null;
  name?: string | null;
};

const contains = (column: SQL.Aliased | Parameters<typeof like>[0], name: string) =>
  like(column as never, sql`'%' || fold_name(${name}) || '%'`);

const unitConditions = (filter: UnitFilter) => [
  sql`${administrativeUnits.validity} @> ${filter.validOn}::date`,
  filter.level ? eq(administrativeUnits.level, filter.level) : undefined,
  filter.kind ? inArray(administrativeUnits.kind, filter.kind) : undefined,
  filter.parentCode ? eq(administrativeUnits.parentCode, filter.parentCode) : undefined,
  filter.name
    ? or(
        contains(administrativeUnits.foldedName, filter.name),
        like(administrativeUnits.foldedFullName, sql`fold_name(${filter.name}) || '%'`),
      )
    : undefined,
];

const agencyConditions = (filter: AgencyFilter) => [
  sql`${agencies.validity} @> ${filter.validOn}::date`,
  filter.level ? eq(agencies.level, filter.level) : undefined,
  filter.kind ? inArray(agencies.kind, filter.kind) : undefined,
  filter.parentCode ? eq(agencies.parentId, filter.parentCode) : undefined,
  filter.unitCode ? eq(agencies.unitCode, filter.unitCode) : undefined,
  filter.name ? contains(agencies.foldedName, filter.name) : undefined,
];

const units = {
  name: 'administrativeUnits',
  table: administrativeUnits,
  id: administrativeUnits.id,
  orders: { CODE: administrativeUnits.code, NAME: byVietnamese(administrativeUnits.name) },
  defaultOrder: 'CODE',
  where: unitConditions,
};

const agencyList = {
  name: 'agencies',
  table: agencies,
  id: agencies.id,
  orders: { CODE: agencies.id, NAME: byVietnamese(agencies.name) },
  defaultOrder: 'CODE',
  where: agencyConditions,
};

export const createLoaders = (db: Database) => ({
  unitById: one(db, administrativeUnits, administrativeUnits.id),
  unitByCode: unitByCode(db),
  successionsByFromId: many(db, unitSuccessions, unitSuccessions.fromId, [unitSuccessions.toId]),
  successionsByToId: many(db, unitSuccessions, unitSuccessions.toId, [unitSuccessions.fromId]),
  descendants: (ids: string[], today: string) => descendants(db, ids, today),
  agencyById: one(db, agencies, agencies.id),
  units: connection(db, units),
  unitsByParentCode: connectionBy(db, { ...units, name: 'children', parent: administrativeUnits.parentCode }),
  agencies: connection(db, agencyList),
  agenciesByUnitCode: connectionBy(db, { ...agencyList, name: 'unitAgencies', parent: agencies.unitCode }),
  agenciesByParentId: connectionBy(db, { ...agencyList, name: 'childAgencies', parent: agencies.parentId }),
});

export type Loaders = ReturnType<typeof createLoaders>;

/** A code as it is read on a date. */
export type CodeOn = { code: string; on: string };

/** The unit that has a code on a date, or null; the row carries the date as `asOf`, so that its parent is read as of the same day. */
function unitByCode(db: Database) {
  return new DataLoader<CodeOn, (UnitRow & { asOf: string }) | null, string>(
    async (keys) => {
      // Through text[], because drizzle leaves arrays of dates to a driver that cannot write them.
      const asked = sql`unnest(${sql.param(keys.map(({ code }) => code))}::text[], ${sql.param(keys.map(({ on }) => on))}::text[]::date[]) as asked(code, day)`;
      const rows = await db
        .select({ row: administrativeUnits, day: sql<string>`asked.day::text` })
        .from(administrativeUnits)
        .innerJoin(
          asked,
          sql`asked.code = ${administrativeUnits.code} and ${administrativeUnits.validity} @> asked.day`,
        );
      const found = new Map(rows.map(({ row, day }) => [`${row.code}@${day}`, { ...row, asOf: day }]));
      return keys.map(({ code, on }) => found.get(`${code}@${on}`) ?? null);
    },
    { cacheKeyFn: ({ code, on }) => `${code}@${on}` },
  );
}

/**
 * All steps from the given units forward in time that took effect until `today`, in one statement. `sources` counts the
 * units of the same level that went into the step's target: 1 where nothing was merged.
 */
async function descendants(db: Database, ids: string[], today: string): Promise<SuccessionStep[]> {
  const steps = await db.execute<StepRow>(sql`
    with recursive step as (
      select * from unit_successions where from_id = any(${sql.param(ids)}::text[]) and effective_from <= ${today}::date
      union
      select next.* from unit_successions next join step on next.from_id = step.to_id where next.effective_from <= ${today}::date
    )
    select from_id, to_id, extent, resolution, effective_from::text, (
      select count(*)::int from unit_successions other
      where other.to_id = step.to_id and length(split_part(other.from_id, '@', 1)) = length(split_part(step.from_id, '@', 1))
    ) as sources
    from step`);
  return [...steps].map((step) => ({
    fromId: step.from_id,
    toId: step.to_id,
    extent: step.extent,
    resolution: step.resolution,
    effectiveFrom: step.effective_from,
    sources: step.sources,
  }));
}

type StepRow = {
  from_id: string;
  to_id: string;
  extent: SuccessionRow['extent'];
  resolution: string | null;
  effective_from: string;
  sources: number;
};

export type SuccessionStep = SuccessionRow & { sources: number };
