import { and, eq, gt, inArray, isNull, like, lte, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../kit/database.ts';
import { type PlaceFilter, placeConditions, requireProvince } from '../kit/jurisdiction.ts';
import { unitInProvinceToday } from '../kit/units-today.ts';
import { appointments } from './tables.ts';

/** `input ServiceFilter` of the schema. */
export type ServiceFilter = Omit<PlaceFilter, 'provinceIds'> & {
  sex?: 'MALE' | 'FEMALE' | null;
  agencyCode?: string | null;
  underAgencyCode?: string | null;
};

/**
 * Those on secondment stay on the staff of the agency that sent them; who leaves is told by the record itself. Written out, as the index
 * of these has it.
 */
const isPost = sql`${appointments.action} not in ('SECONDMENT', 'EXIT', 'RETIREMENT')`;

/**
 * Where each official served on a day: the appointment that had begun and after which no other had, whatever its end says, since another
 * one or leaving ends it. Read in the order of an index that holds all of it, each beside the next: in less than half of the
 * time of comparing each with all others of the official. For a filter by place or agency, of those alone who ever had an appointment
 * there, which an index finds.
 */
export function postsOn(db: Database, day: string, filter: ServiceFilter) {
  const ever = placed(appointments, filter).filter((condition) => condition !== undefined);
  const candidates = db.statistics
    .select({ id: appointments.officialId })
    .from(appointments)
    .where(and(...ever));
  const { officialId, unitId, agencyId, effectiveFrom, ordinal } = appointments;
  const next = sql<
    string | null
  >`lead(${effectiveFrom}) over (partition by ${officialId} order by ${effectiveFrom}, ${ordinal})`;
  const history = db.statistics
    .select({ officialId, unitId, agencyId, effectiveFrom, next: next.as('next') })
    .from(appointments)
    .where(and(isPost, ever.length > 0 ? inArray(officialId, candidates) : undefined))
    .as('history');
  return db.statistics
    .select({ officialId: history.officialId, unitId: history.unitId, agencyId: history.agencyId })
    .from(history)
    .where(and(lte(history.effectiveFrom, day), or(isNull(history.next), gt(history.next, day))))
    .as('post');
}

/** The conditions of a filter on where somebody serves. BAD_USER_INPUT for what is no id of a unit. */
export function placed(post: Record<'unitId' | 'agencyId', PgColumn>, filter: ServiceFilter): (SQL | undefined)[] {
  const { unitIds, provinceToday, agencyCode, underAgencyCode } = filter;
  return [
    ...placeConditions({ unitId: post.unitId, provinceId: post.unitId }, { unitIds }),
    provinceToday == null ? undefined : unitInProvinceToday(post.unitId, requireProvince(provinceToday)),
    agencyCode == null ? undefined : eq(post.agencyId, agencyCode),
    // A code holds letters, digits and dots alone (scalar AgencyCode): nothing that LIKE would read as a pattern.
    underAgencyCode == null
      ? undefined
      : or(eq(post.agencyId, underAgencyCode), like(post.agencyId, `${underAgencyCode}.%`)),
  ];
}

/** Where each official served, as a sub-select to join. */
export type Posts = ReturnType<typeof postsOn>;
