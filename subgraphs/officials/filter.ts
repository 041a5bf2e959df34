import { eq, gte, inArray, lt, not, or, type SQL, sql } from 'drizzle-orm';
import { badUserInput } from '../kit/errors.ts';
import { RANKS } from '../law/ranks.ts';
import { disciplines, jobPositions, type OfficialRow, officials, ratings } from './tables.ts';

/** `input OfficialFilter` of the schema; conditions that are absent or null do not count. */
export type OfficialFilter = {
  category?: OfficialRow['category'][] | null;
  status?: OfficialRow['status'][] | null;
  sex?: OfficialRow['sex'] | null;
  agencyCode?: string | null;
  underAgencyCode?: string | null;
  unitId?: string | null;
  unitIds?: string[] | null;
  unitValidFrom?: string | null;
  inCommune?: boolean | null;
  rankCode?: string[] | null;
  positionGroup?: (typeof jobPositions.$inferSelect)['group'][] | null;
  name?: string | null;
  citizenMatch?: OfficialRow['citizenMatch'] | null;
  updatedBefore?: string | null;
  updatedFrom?: string | null;
  retiringFrom?: string | null;
  retiringBefore?: string | null;
  coefficientDiffers?: boolean | null;
  hasDiscipline?: boolean | null;
  rated?: RatingFilter | null;
  paidAfterLeaving?: boolean | null;
  recordedTwice?: boolean | null;
};

type RatingFilter = {
  grade: (typeof ratings.$inferSelect)['grade'][];
  year?: number | null;
  disciplinedThatYear?: boolean | null;
};

type Condition<Name extends keyof OfficialFilter> = (value: NonNullable<OfficialFilter[Name]>) => SQL | undefined;

const maxUnits = 1000;

const conditions: { [Name in keyof Required<OfficialFilter>]: Condition<Name> } = {
  category: (values) => inArray(officials.category, values),
  status: (values) => inArray(officials.status, values),
  sex: (value) => eq(officials.sex, value),
  agencyCode: (code) => eq(officials.agencyId, code),
  // A code holds letters, digits and dots alone (scalar AgencyCode): nothing that LIKE would read as a pattern.
  underAgencyCode: (code) => or(eq(officials.agencyId, code), sql`${officials.agencyId} like ${`${code}.%`}`),
  unitId: (id) => eq(officials.unitId, id),
  unitIds: (ids) => inArray(officials.unitId, atMost(ids, maxUnits, 'filter.unitIds')),
  unitValidFrom: (date) => sql`split_part(${officials.unitId}, '@', 2) = ${date}`,
  inCommune: (wanted) => when(wanted, sql`coalesce(length(split_part(${officials.unitId}, '@', 1)), 0) = 5`),
  rankCode: (codes) => inArray(officials.rankCode, codes),
  positionGroup: (groups) => sql`${officials.jobPositionCode} in (
    select ${jobPositions.code} from ${jobPositions} where ${inArray(jobPositions.group, groups)})`,
  name: (text) => sql`${officials.foldedName} like '%' || fold_name(${requireLetters(text)}) || '%'`,
  citizenMatch: (value) => citizenMatchIs(value),
  updatedBefore: (date) => lt(officials.updatedAt, startOfDay(date)),
  updatedFrom: (date) => gte(officials.updatedAt, startOfDay(date)),
  retiringFrom: (date) => gte(officials.retirementDate, date),
  retiringBefore: (date) => lt(officials.retirementDate, date),
  coefficientDiffers: (wanted) => when(wanted, coefficientDiffers()),
  hasDiscipline: (wanted) =>
    when(wanted, sql`exists (select from ${disciplines} where ${disciplines.officialId} = ${officials.id})`),
  rated: (rating) => rated(rating),
  paidAfterLeaving: (wanted) =>
    wanted
      ? sql`${officials.lastPaidMonth} >= ${officials.leftOn}`
      : sql`(${officials.lastPaidMonth} >= ${officials.leftOn}) is not true`,
  recordedTwice: (wanted) =>
    when(
      wanted,
      sql`exists (select from officials as other
    where other.person_id = ${officials.personId} and other.id <> ${officials.id})`,
    ),
};

/** The conditions of a filter on rows of `officials`, to be AND-ed. BAD_USER_INPUT where a value cannot be searched for. */
export function officialConditions(filter: OfficialFilter): SQL[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    const condition = conditions[name as keyof OfficialFilter] as (value: unknown) => SQL | undefined;
    return condition(value) ?? [];
  });
}

/** Midnight in Vietnam as a point in time. */
export function startOfDay(date: string): string {
  return `${date}T00:00:00+07:00`;
}

const when = (wanted: boolean, condition: SQL) => (wanted ? condition : not(condition));

/** Written out rather than sent as a parameter, so that the partial index of the unmatched can serve. */
function citizenMatchIs(value: OfficialRow['citizenMatch']): SQL {
  return value === 'NOT_MATCHED' ? sql`${officials.citizenMatch} = 'NOT_MATCHED'` : eq(officials.citizenMatch, value);
}

/** The same rule as `agreesWithRank` of law/ranks.ts, put to PostgreSQL over the same table. */
function coefficientDiffers(): SQL {
  const table = JSON.stringify(RANKS.map(({ code, start, increment, steps }) => ({ code, start, increment, steps })));
  return sql`exists (
    select from jsonb_to_recordset(${table}::text::jsonb) as rank (code text, start numeric, increment numeric, steps int)
    where rank.code = ${officials.rankCode} and ${officials.step} between 1 and rank.steps
      and abs(${officials.coefficient} - (rank.start + (${officials.step} - 1) * rank.increment)) >= 0.005)`;
}

function rated({ grade, year, disciplinedThatYear }: RatingFilter): SQL {
  const inYear = year == null ? sql`true` : eq(ratings.year, year);
  const disciplined = sql`exists (select from ${disciplines} where ${disciplines.officialId} = ${ratings.officialId}
    and extract(year from ${disciplines.decidedOn}) = ${ratings.year})`;
  const discipline = disciplinedThatYear == null ? sql`true` : when(disciplinedThatYear, disciplined);
  return sql`exists (select from ${ratings} where ${ratings.officialId} = ${officials.id}
    and ${inArray(ratings.grade, grade)} and ${inYear} and ${discipline})`;
}

function requireLetters(text: string): string {
  if (!/[\p{L}\p{N}]/u.test(text)) throw badUserInput('Argument "filter.name": expected at least one letter.');
  return text;
}

function atMost<T>(values: T[], limit: number, argument: string): T[] {
  if (values.length > limit) throw badUserInput(`Argument "${argument}": expected at most ${limit} values.`);
  return values;
}
