import { monthAt, monthIndex, requireDate } from './calendar.ts';
import type { DatedRow } from './dated.ts';
import type { Sex } from './personal-number.ts';

type RetirementAge = DatedRow & { readonly months: number };

const BEFORE_2021 = {
  validFrom: '1995-01-01',
  source: 'Labour Code 1994 art. 145; Labour Code 2012 art. 187',
} as const;

/** One row a year from 2021 on: `first` months in 2021, `increment` more each year, until `last`. */
function schedule(before: number, first: number, increment: number, last: number): RetirementAge[] {
  const rows: RetirementAge[] = [{ ...BEFORE_2021, months: before }];
  for (let year = 2021, months = first; months <= last; year++, months += increment) {
    rows.push({ validFrom: `${year}-01-01`, source: 'Decree 135/2020/NĐ-CP art. 4', months });
  }
  return rows;
}

/** Retirement age (tuổi nghỉ hưu) under normal conditions, in months, by the year in which it is reached. */
export const RETIREMENT_AGES: { readonly [sex in Sex]: readonly RetirementAge[] } = {
  MALE: schedule(60 * 12, 60 * 12 + 3, 3, 62 * 12),
  FEMALE: schedule(55 * 12, 55 * 12 + 4, 4, 60 * 12),
};

/**
 * Months of age at which one born on a date (yyyy-MM-dd) retires under normal conditions. RangeError if it is no date.
 * Earlier retirement (hard work, downsizing) and later (Decree 83/2022/NĐ-CP: holders of high office) are not in it.
 */
export function retirementAgeMonths(birthDate: string, sex: Sex): number {
  const birth = monthIndex(requireDate(birthDate));
  const ages = RETIREMENT_AGES[sex];
  for (let index = 0; index < ages.length; index++) {
    const age = ages[index];
    const next = ages[index + 1];
    // The age counts that is in force when it is reached; one who falls short of the new year's age waits for that one.
    if (age && (!next || birth + age.months < monthIndex(next.validFrom))) return age.months;
  }
  throw new RangeError(`no retirement age for ${sex}`);
}

/**
 * The date (yyyy-MM-dd) from which one is retired: the first day of the month after the one in which the age is reached,
 * whatever the day of birth. Where only the year of birth is known, pass 1 January. Source: Decree 135/2020/NĐ-CP art. 3.
 */
export function retirementDate(birthDate: string, sex: Sex): string {
  return `${monthAt(monthIndex(birthDate) + retirementAgeMonths(birthDate, sex) + 1)}-01`;
}
