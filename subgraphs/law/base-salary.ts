import { firstDay } from './calendar.ts';
import { asOf, type DatedRow } from './dated.ts';

/** Base salary (mức lương cơ sở) of officials, VND a month. */
export const BASE_SALARIES: readonly (DatedRow & { readonly amount: number })[] = [
  { validFrom: '2013-07-01', amount: 1_150_000, source: 'Decree 66/2013/NĐ-CP', unsure: 'not in domain.md' },
  { validFrom: '2016-05-01', amount: 1_210_000, source: 'Decree 47/2016/NĐ-CP', unsure: 'not in domain.md' },
  { validFrom: '2017-07-01', amount: 1_300_000, source: 'Decree 47/2017/NĐ-CP', unsure: 'not in domain.md' },
  { validFrom: '2018-07-01', amount: 1_390_000, source: 'Decree 72/2018/NĐ-CP', unsure: 'not in domain.md' },
  { validFrom: '2019-07-01', amount: 1_490_000, source: 'Decree 38/2019/NĐ-CP' },
  { validFrom: '2023-07-01', amount: 1_800_000, source: 'Decree 24/2023/NĐ-CP' },
  { validFrom: '2024-07-01', amount: 2_340_000, source: 'Decree 73/2024/NĐ-CP' },
  { validFrom: '2026-07-01', amount: 2_530_000, source: 'Decree 161/2026/NĐ-CP' },
];

/** Base salary in VND on a date (yyyy-MM-dd); RangeError before July 2013. */
export function baseSalaryOn(date: string): number {
  return asOf(BASE_SALARIES, date).amount;
}

/** Base salary in VND of a month (yyyy-MM); every change so far fell on the first of a month. */
export function baseSalaryOfMonth(month: string): number {
  return baseSalaryOn(firstDay(month));
}
