import { asOf, type DatedRow } from './dated.ts';

/** A poverty standard (chuẩn nghèo đa chiều): the income limit, VND a head and month, by area; deprivations tell poor from near-poor. */
export type PovertyStandard = DatedRow & {
  /** Name as used in records, e.g. "2022-2026". */
  readonly name: string;
  readonly rural: number;
  readonly urban: number;
  /** Under the income limit: this many deprivations or more make a household poor (hộ nghèo), fewer near-poor (hộ cận nghèo). */
  readonly deprivationsOfPoor: number;
};

export const POVERTY_STANDARDS: readonly PovertyStandard[] = [
  {
    validFrom: '2022-01-01',
    // Adopted for 2022-2025; the decree for 2026-2030 keeps it in force until 2026-12-31.
    name: '2022-2026',
    rural: 1_500_000,
    urban: 2_000_000,
    deprivationsOfPoor: 3,
    source: 'Decree 07/2021/NĐ-CP',
    unsure: 'not in domain.md; as reported in the press',
  },
  {
    validFrom: '2027-01-01',
    name: '2027-2030',
    rural: 2_200_000,
    urban: 2_800_000,
    deprivationsOfPoor: 3,
    source: 'Decree 351/2025/NĐ-CP',
    unsure: 'number of the decree; amounts and dates as reported in the press',
  },
];

/** The standard in force on a date (yyyy-MM-dd); RangeError before 2022. */
export function povertyStandard(date: string): PovertyStandard {
  return asOf(POVERTY_STANDARDS, date);
}
