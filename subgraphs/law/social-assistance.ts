import { asOf, type DatedRow } from './dated.ts';

/** Standard of social assistance (mức chuẩn trợ giúp xã hội), VND a month; provinces may set a higher one. */
export const ASSISTANCE_STANDARDS: readonly (DatedRow & { readonly amount: number })[] = [
  { validFrom: '2021-07-01', amount: 360_000, source: 'Decree 20/2021/NĐ-CP', unsure: 'not in domain.md' },
  { validFrom: '2024-07-01', amount: 500_000, source: 'Decree 76/2024/NĐ-CP' },
];

/** Monthly assistance in whole VND on a date (yyyy-MM-dd): coefficient x standard. RangeError before July 2021. */
export function assistanceAmount(coefficient: number, date: string): number {
  return Math.round((Math.round(coefficient * 1000) * asOf(ASSISTANCE_STANDARDS, date).amount) / 1000);
}
