import { sql } from 'drizzle-orm';
import { type AnyPgColumn, customType, date, index, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { byVietnamese } from '../kit/collation.ts';

const daterange = customType<{ data: string }>({ dataType: () => 'daterange' });

export const unitKind = pgEnum('unit_kind', [
  'PROVINCE',
  'CITY',
  'URBAN_DISTRICT',
  'RURAL_DISTRICT',
  'TOWN',
  'PROVINCIAL_CITY',
  'COMMUNE',
  'WARD',
  'TOWNSHIP',
  'SPECIAL_ZONE',
]);
export const unitLevel = pgEnum('unit_level', ['PROVINCE', 'DISTRICT', 'COMMUNE']);
export const successionExtent = pgEnum('succession_extent', [
  'WHOLE',
  'ALL_POPULATION_PART_OF_AREA',
  'PART',
  'PART_OF_AREA',
  'PART_OF_POPULATION',
]);
export const agencyLevel = pgEnum('agency_level', ['CENTRAL', 'PROVINCIAL', 'DISTRICT', 'COMMUNE']);
export const agencyKind = pgEnum('agency_kind', [
  'MINISTRY',
  'MINISTERIAL_LEVEL_AGENCY',
  'GOVERNMENT_AGENCY',
  'OTHER_CENTRAL_BODY',
  'PEOPLES_COMMITTEE',
  'DEPARTMENT',
  'PUBLIC_SERVICE_UNIT',
]);

/**
 * One row a unit and period. The temporal keys stand in migrations/*_temporal_keys.sql, because drizzle has no words for
 * them: no two periods of one code overlap, and a parent code is valid through the whole period of its child.
 */
export const administrativeUnits = pgTable(
  'administrative_units',
  {
    id: text().primaryKey(),
    code: text().notNull(),
    name: text().notNull(),
    fullName: text('full_name').notNull(),
    nameEn: text('name_en').notNull(),
    kind: unitKind().notNull(),
    level: unitLevel().notNull(),
    parentCode: text('parent_code'),
    validFrom: date('valid_from', { mode: 'string' }),
    validTo: date('valid_to', { mode: 'string' }),
    validity: daterange().generatedAlwaysAs(sql`daterange(valid_from, valid_to)`),
    foldedName: text('folded_name').generatedAlwaysAs(sql`fold_name(name)`),
    foldedFullName: text('folded_full_name').generatedAlwaysAs(sql`fold_name(full_name)`),
  },
  (table) => [
    index('administrative_units_code').on(table.code, table.id),
    index('administrative_units_name').on(byVietnamese(table.name), table.id),
    index('administrative_units_parent').on(table.parentCode, table.code, table.id),
    index('administrative_units_level').on(table.level, table.code, table.id),
    index('administrative_units_folded').using('gin', sql`${table.foldedName} gin_trgm_ops`),
  ],
);

export const unitSuccessions = pgTable(
  'unit_successions',
  {
    fromId: text('from_id')
      .notNull()
      .references(() => administrativeUnits.id),
    toId: text('to_id')
      .notNull()
      .references(() => administrativeUnits.id),
    extent: successionExtent().notNull(),
    resolution: text(),
    effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.fromId, table.toId] }),
    index('unit_successions_to').on(table.toId, table.fromId),
  ],
);

export const agencies = pgTable(
  'agencies',
  {
    id: text().primaryKey(),
    legacyCode: text('legacy_code'),
    name: text().notNull(),
    nameEn: text('name_en').notNull(),
    level: agencyLevel().notNull(),
    kind: agencyKind().notNull(),
    parentId: text('parent_id').references((): AnyPgColumn => agencies.id),
    validFrom: date('valid_from', { mode: 'string' }),
    validTo: date('valid_to', { mode: 'string' }),
    validity: daterange().generatedAlwaysAs(sql`daterange(valid_from, valid_to)`),
    foldedName: text('folded_name').generatedAlwaysAs(sql`fold_name(name)`),
  },
  (table) => [
    index('agencies_name').on(byVietnamese(table.name), table.id),
    index('agencies_parent').on(table.parentId, table.id),
    index('agencies_level').on(table.level, table.id),
    index('agencies_folded').using('gin', sql`${table.foldedName} gin_trgm_ops`),
  ],
);

/** Which unit an agency serves, by period; temporal keys as above: one unit at a time, which exists as long. */
export const agencyUnits = pgTable(
  'agency_units',
  {
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    unitCode: text('unit_code').notNull(),
    validFrom: date('valid_from', { mode: 'string' }),
    validTo: date('valid_to', { mode: 'string' }),
    validity: daterange().generatedAlwaysAs(sql`daterange(valid_from, valid_to)`),
  },
  (table) => [index('agency_units_unit').on(table.unitCode, table.agencyId)],
);

export type UnitRow = typeof administrativeUnits.$inferSelect;
export type SuccessionRow = typeof unitSuccessions.$inferSelect;
export type AgencyRow = typeof agencies.$inferSelect;
