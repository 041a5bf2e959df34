import type { ExtractType } from '../../kit/extract.ts';
import { BASE_SALARIES } from '../../law/base-salary.ts';
import { addDays, addMonths } from '../../law/calendar.ts';
import type { DatedRow } from '../../law/dated.ts';
import { SYNCHRONISATION_DUTIES, synchronisationDeadline } from '../../law/deadlines.ts';
import { PUBLIC_HOLIDAY_YEARS } from '../../law/public-holidays.ts';
import { expectedCoefficient, RANKS } from '../../law/ranks.ts';
import { excellentQuota } from '../../law/rating.ts';
import { retirementDate } from '../../law/retirement.ts';
import { clampInsuredBase, isUnemploymentInsured } from '../../law/social-insurance.ts';
import { SOCIAL_PENSIONS } from '../../law/social-pension.ts';

/** A table of the schema `law`, made of subgraphs/law so that rules can join with it. `infinity` ends what is in force. */
export type LawTable = { name: string; columns: Record<string, ExtractType>; rows: unknown[][] };

/** All tables of law that rules read; the same at every call. */
export function lawTables(): LawTable[] {
  return [
    rankSteps(),
    insuredBases(),
    unemploymentInsurance(),
    ratingQuotas(),
    updateDeadlines(),
    retirementDates(),
    socialPensionAges(),
  ];
}

/** The coefficient of each step of each rank that is known. */
function rankSteps(): LawTable {
  return {
    name: 'rank_steps',
    columns: { rank_code: 'text', step: 'smallint', coefficient: 'numeric', steps: 'smallint' },
    rows: RANKS.flatMap(({ code, steps }) =>
      Array.from({ length: steps }, (_, at) => [code, at + 1, expectedCoefficient(code, at + 1), steps]),
    ),
  };
}

/** Base salary, and the limits of a base of contribution, by the months in which they hold: [valid_from, valid_to). */
function insuredBases(): LawTable {
  const rows = periods(BASE_SALARIES).flatMap(({ amount, from, to }) => {
    // Limits exist since the reference level does; the period may have begun before it.
    const first = from < LIMITS_FROM ? LIMITS_FROM : from;
    if (to <= first) return [];
    const month = first.slice(0, 7);
    return [[first, to, amount, clampInsuredBase(0, month), clampInsuredBase(Number.MAX_SAFE_INTEGER, month)]];
  });
  return {
    name: 'insured_bases',
    columns: { valid_from: 'date', valid_to: 'date', base_salary: 'bigint', lowest: 'bigint', highest: 'bigint' },
    rows,
  };
}

/** In force from then: law/social-insurance.ts knows no reference level of before. */
const LIMITS_FROM = '2025-07-01';

function unemploymentInsurance(): LawTable {
  return {
    name: 'unemployment_insurance',
    columns: { category: 'text', insured: 'boolean' },
    rows: (['CAN_BO', 'CONG_CHUC', 'VIEN_CHUC'] as const).map((category) => [
      category,
      isUnemploymentInsured(category),
    ]),
  };
}

/** How many rated good allow one rated excellent. */
function ratingQuotas(): LawTable {
  let goods = 1;
  while (excellentQuota(goods) < 1) goods++;
  return { name: 'rating_quotas', columns: { goods_for_one: 'integer' }, rows: [[goods]] };
}

/** For each day of a decision since the duty began the last day to report it; ends with the years whose holidays are known. */
function updateDeadlines(): LawTable {
  const rows: unknown[][] = [];
  const end = `${PUBLIC_HOLIDAY_YEARS.last}-12-31`;
  for (let day = SYNCHRONISATION_DUTIES[0]?.validFrom ?? end; ; day = addDays(day, 1)) {
    const due = synchronisationDeadline(day);
    if (due > end) break;
    rows.push([day, due]);
  }
  return { name: 'update_deadlines', columns: { decided_on: 'date', due_on: 'date' }, rows };
}

/** The date of retirement by sex and month of birth, for all who may be in service now. */
function retirementDates(): LawTable {
  const rows: unknown[][] = [];
  for (let month = '1940-01-01'; month < '2012-01-01'; month = addMonths(month, 1))
    for (const sex of ['MALE', 'FEMALE'] as const) rows.push([sex, month, retirementDate(month, sex)]);
  return { name: 'retirement_dates', columns: { sex: 'text', birth_month: 'date', retires_on: 'date' }, rows };
}

function socialPensionAges(): LawTable {
  return {
    name: 'social_pension_ages',
    columns: { valid_from: 'date', valid_to: 'date', age: 'integer', age_if_poor: 'integer' },
    rows: periods(SOCIAL_PENSIONS).map(({ from, to, age, ageIfPoor }) => [from, to, age, ageIfPoor]),
  };
}

function periods<Row extends DatedRow>(rows: readonly Row[]): (Row & { from: string; to: string })[] {
  return rows.map((row, at) => ({ ...row, from: row.validFrom, to: rows[at + 1]?.validFrom ?? 'infinity' }));
}
