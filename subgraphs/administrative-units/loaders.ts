import { eq, getTableColumns, or, sql } from 'drizzle-orm';
import { createLoader } from '../kit/batch/loader.ts';
import { byVietnamese } from '../kit/collation.ts';
import { anyOf, nameContains } from '../kit/conditions.ts';
import { connection, connectionBy } from '../kit/connection.ts';
import type { Database } from '../kit/database.ts';
import { many, one } from '../kit/loaders.ts';
import type { LoadersOf } from '../kit/recipes.ts';
import { createStatement } from '../kit/statement.ts';
import {
  administrativeUnits,
  agencies,
  agencyUnits,
  type SuccessionRow,
  type UnitRow,
  unitSuccessions,
} from './tables.ts';

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

const unitConditions = (filter: UnitFilter) => [
  sql`${administrativeUnits.validity} @> ${filter.validOn}::date`,
  filter.level ? eq(administrativeUnits.level, filter.level) : undefined,
  anyOf(administrativeUnits.kind, filter.kind, 'filter.kind'),
  filter.parentCode ? eq(administrativeUnits.parentCode, filter.parentCode) : undefined,
  filter.name == null
    ? undefined
    : or(
        nameContains(administrativeUnits.foldedName, filter.name),
        sql`${administrativeUnits.foldedFullName} like fold_name(${filter.name}) || '%'`,
      ),
];

const servesOn = (day: string) => sql`${agencyUnits.validity} @> ${day}::date`;

const agencyConditions = (filter: AgencyFilter) => [
  sql`${agencies.validity} @> ${filter.validOn}::date`,
  filter.level ? eq(agencies.level, filter.level) : undefined,
  anyOf(agencies.kind, filter.kind, 'filter.kind'),
  filter.parentCode ? eq(agencies.parentId, filter.parentCode) : undefined,
  filter.unitCode
    ? sql`${agencies.id} in (select ${agencyUnits.agencyId} from ${agencyUnits}
        where ${agencyUnits.unitCode} = ${filter.unitCode} and ${servesOn(filter.validOn)})`
    : undefined,
  nameContains(agencies.foldedName, filter.name),
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

/** All reads of the database of units and agencies. */
export const loaders = {
  unitById: one(administrativeUnits, administrativeUnits.id),
  unitByCode,
  successionsByFromId: many(unitSuccessions, unitSuccessions.fromId, [unitSuccessions.toId]),
  successionsByToId: many(unitSuccessions, unitSuccessions.toId, [unitSuccessions.fromId]),
  descendants: (db: Database) => (ids: string[], today: string) => descendants(db, ids, today),
  agencyById: one(agencies, agencies.id),
  units: connection(units),
  unitsByParentCode: connectionBy({ ...units, name: 'children', parent: administrativeUnits.parentCode }),
  agencies: connection(agencyList),
  agenciesByUnitCode: connectionBy({
    ...agencyList,
    name: 'unitAgencies',
    parent: agencyUnits.unitCode,
    through: { table: agencyUnits, on: eq(agencyUnits.agencyId, agencies.id) },
    where: (filter: AgencyFilter) => [...agencyConditions(filter), servesOn(filter.validOn)],
  }),
  unitOfAgency,
  agenciesByParentId: connectionBy({ ...agencyList, name: 'childAgencies', parent: agencies.parentId }),
};

export type Loaders = LoadersOf<typeof loaders>;

/** A code as it is read on a date. */
type CodeOn = { code: string; on: string };

/** The unit that has a code on a date, or null; the row carries the date as `asOf`, so that its parent is read as of the same day. */
function unitByCode(db: Database) {
  return createLoader(
    async (keys: readonly CodeOn[]): Promise<((UnitRow & { asOf: string }) | null)[]> => {
      const rows = await unitsOn(db, { codes: keys.map(({ code }) => code), days: keys.map(({ on }) => on) });
      const found = new Map(rows.map((row) => [`${row.code}@${row.asOf}`, row]));
      return keys.map(({ code, on }) => found.get(`${code}@${on}`) ?? null);
    },
    ({ code, on }) => `${code}@${on}`,
  );
}

const unitsOn = createStatement((db) =>
  db
    .select({ ...getTableColumns(administrativeUnits), asOf: sql<string>`asked.day::text`.as('as_of') })
    .from(administrativeUnits)
    .innerJoin(
      // Through text[], because drizzle leaves arrays of dates to a driver that cannot write them.
      sql`unnest(${sql.placeholder('codes')}::text[], ${sql.placeholder('days')}::text[]::date[]) as asked(code, day)`,
      sql`asked.code = ${administrativeUnits.code} and ${administrativeUnits.validity} @> asked.day`,
    ),
);

/** An agency as of a day. */
type AgencyOn = { agencyId: string; on: string };

/** The unit that an agency serves on a day, or null, in one statement a batch. */
function unitOfAgency(db: Database) {
  return createLoader(
    async (keys: readonly AgencyOn[]): Promise<((UnitRow & { asOf: string }) | null)[]> => {
      const asked = sql`unnest(${sql.param(keys.map(({ agencyId }) => agencyId))}::text[], ${sql.param(keys.map(({ on }) => on))}::text[]::date[]) as asked(agency, day)`;
      const rows = await db
        .select({ row: administrativeUnits, agency: sql<string>`asked.agency`, day: sql<string>`asked.day::text` })
        .from(administrativeUnits)
        .innerJoin(agencyUnits, eq(agencyUnits.unitCode, administrativeUnits.code))
        .innerJoin(
          asked,
          sql`asked.agency = ${agencyUnits.agencyId} and ${agencyUnits.validity} @> asked.day and ${administrativeUnits.validity} @> asked.day`,
        );
      const found = new Map(rows.map(({ row, agency, day }) => [`${agency} ${day}`, { ...row, asOf: day }]));
      return keys.map(({ agencyId, on }) => found.get(`${agencyId} ${on}`) ?? null);
    },
    ({ agencyId, on }) => `${agencyId} ${on}`,
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
