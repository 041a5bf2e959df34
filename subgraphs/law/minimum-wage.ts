import { firstDay } from './calendar.ts';
import { asOf, type DatedRow } from './dated.ts';

/** Wage region (vùng): I is the dearest. */
export type WageRegion = 'I' | 'II' | 'III' | 'IV';

/** Regional minimum wage (lương tối thiểu vùng), VND a month. */
export const MINIMUM_WAGES: readonly (DatedRow & { readonly amounts: Readonly<Record<WageRegion, number>> })[] = [
  {
    validFrom: '2024-07-01',
    source: 'Decree 74/2024/NĐ-CP',
    unsure: 'not in domain.md',
    amounts: { I: 4_960_000, II: 4_410_000, III: 3_860_000, IV: 3_450_000 },
  },
  {
    validFrom: '2026-01-01',
    source: 'Decree 293/2025/NĐ-CP',
    amounts: { I: 5_310_000, II: 4_730_000, III: 4_140_000, IV: 3_700_000 },
  },
];

/** Minimum wage in VND of a region in a month (yyyy-MM); RangeError before July 2024. */
export function minimumWage(region: WageRegion, month: string): number {
  return asOf(MINIMUM_WAGES, firstDay(month)).amounts[region];
}
