import { eq, gte, lt, not, or, type SQL, sql } from 'drizzle-orm';
import { anyOf, nameContains, requireRange } from '../kit/conditions.ts';
import { badUserInput } from '../kit/errors.ts';
import { type PlaceFilter, placeConditions } from '../kit/jurisdiction.ts';
import { findRank, RANKS } from '../law/ranks.ts';
import { disciplines, jobPositions, type OfficialRow, officials, ratings } from './tables.ts';

/** `input OfficialFilter` of the schema; conditions that are absent or null do not count. */
export type OfficialFilter = PlaceFilter & {
  category?: OfficialRow['category'][] | null;
  status?: OfficialRow['status'][] | null;
  sex?: OfficialRow['sex'] | null;
  agencyCode?: string | null;
  underAgencyCode?: string | null;
  unitValidFrom?: string | null;
  formerUnits?: boolean | null;
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

type OwnFilter = Omit<OfficialFilter, keyof PlaceFilter>;
type Condition<Name extends keyof OwnFilter> = (value: NonNullable<OwnFilter[Name]>) => SQL | undefined;

const conditions: { [Name in keyof Required<OwnFilter>]: Condition<Name> } = {
  category: (values) => anyOf(officials.category, values, 'filter.category'),
  status: (values) => anyOf(officials.status, values, 'filter.status'),
  sex: (value) => eq(officials.sex, value),
  agencyCode: (code) => eq(officials.agencyId, code),
  // A code holds letters, digits and dots alone (scalar AgencyCode): nothing that LIKE would read as a pattern.
  underAgencyCode: (code) => or(eq(officials.agencyId, code), sql`${officials.agencyId} like ${`${code}.%`}`),
  unitValidFrom: (date) => sql`split_part(${officials.unitId}, '@', 2) = ${date}`,
  formerUnits: (wanted) =>
    // All units below the provinces whose beginning is not recorded ended in the reform; a province's code has 2 digits.
    wanted ? sql`${officials.unitId} like '___%@start'` : sql`(${officials.unitId} like '___%@start') is not true`,
  inCommune: (wanted) => when(wanted, sql`coalesce(length(split_part(${officials.unitId}, '@', 1)), 0) = 5`),
  rankCode: (codes) => anyOf(officials.rankCode, requireRankCodes(codes), 'filter.rankCode'),
  positionGroup: (groups) => sql`${officials.jobPositionCode} in (
    select ${jobPositions.code} from ${jobPositions} where ${anyOf(jobPositions.group, groups, 'filter.positionGroup')})`,
  name: (text) => nameContains(officials.foldedName, text),
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
export function officialConditions({
  unitIds,
  provinceIds,
  provinceToday,
  ...filter
}: OfficialFilter): (SQL | undefined)[] {
  const own = Object.entries(filter).map(([name, value]) => {
    if (value === null || value === undefined) return undefined;
    const condition = conditions[name as keyof OwnFilter] as (value: unknown) => SQL | undefined;
    return condition(value);
  });
  return [...placeConditions(officials, { unitIds, provinceIds, provinceToday }), ...own];
}

/** Midnight in Vietnam as a point in time. */
export function startOfDay(date: string): string {
  return `${date}T00:00:00+07:00`;
}

/** Years that an argument may name. */
export const [firstYear, lastYear] = [1900, 2200];

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
  const inYear =
    year == null ? sql`true` : eq(ratings.year, requireRange(year, firstYear, lastYear, 'filter.rated.year'));
  const disciplined = sql`exists (select from ${disciplines} where ${disciplines.officialId} = ${ratings.officialId}
    and extract(year from ${disciplines.decidedOn}) = ${ratings.year})`;
  const discipline = disciplinedThatYear == null ? sql`true` : when(disciplinedThatYear, disciplined);
  return sql`exists (select from ${ratings} where ${ratings.officialId} = ${officials.id}
    and ${anyOf(ratings.grade, grade, 'filter.rated.grade')} and ${inYear} and ${discipline})`;
}

const publicEmployeeTitle = /^V\.\d{2}\.\d{2}\.\d{2}$/;

/** Titles of public employees pass by their form alone: `ranks` holds a part of them, and records name others too. */
function requireRankCodes(codes: string[]): string[] {
  const wrong = codes.findIndex((code) => !findRank(code) && !publicEmployeeTitle.test(code));
  if (wrong < 0) return codes;
  throw badUserInput(
    `Argument "filter.rankCode[${wrong}]": expected the code of a rank that \`ranks\` lists, or of a professional title such as V.07.04.32.`,
  );
}
