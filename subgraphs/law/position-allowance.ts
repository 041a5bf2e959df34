import { type DatedRow, findAsOf } from './dated.ts';

/** Leadership titles that the table has allowances for. */
export type LeadershipTitle =
  | 'COMMUNE_CHAIR'
  | 'COMMUNE_VICE_CHAIR'
  | 'COMMUNE_HEAD'
  | 'COMMUNE_DEPUTY'
  | 'DEPARTMENT_DIRECTOR';

/** A row's scope: communes of Hà Nội and Hồ Chí Minh City, all other communes; departments (Cục) of type 1 and 2. */
export type AllowancePlace = 'SPECIAL_CITY' | 'OTHER_COMMUNE' | 'TYPE_1' | 'TYPE_2';

type AllowanceRow = DatedRow & {
  readonly title: LeadershipTitle;
  readonly place: AllowancePlace;
  readonly coefficient: number;
};

const since2026 = { validFrom: '2026-01-01', source: 'Decree 07/2026/NĐ-CP' } as const;

/** Position allowances (phụ cấp chức vụ) as coefficients of the base salary. Those of before 2026 are not recorded here. */
export const POSITION_ALLOWANCES: readonly AllowanceRow[] = [
  { ...since2026, title: 'COMMUNE_CHAIR', place: 'SPECIAL_CITY', coefficient: 0.7 },
  { ...since2026, title: 'COMMUNE_CHAIR', place: 'OTHER_COMMUNE', coefficient: 0.6 },
  { ...since2026, title: 'COMMUNE_VICE_CHAIR', place: 'SPECIAL_CITY', coefficient: 0.6 },
  { ...since2026, title: 'COMMUNE_VICE_CHAIR', place: 'OTHER_COMMUNE', coefficient: 0.5 },
  { ...since2026, title: 'COMMUNE_HEAD', place: 'SPECIAL_CITY', coefficient: 0.35 },
  { ...since2026, title: 'COMMUNE_HEAD', place: 'OTHER_COMMUNE', coefficient: 0.25 },
  { ...since2026, title: 'COMMUNE_DEPUTY', place: 'SPECIAL_CITY', coefficient: 0.2 },
  { ...since2026, title: 'COMMUNE_DEPUTY', place: 'OTHER_COMMUNE', coefficient: 0.15 },
  { ...since2026, title: 'DEPARTMENT_DIRECTOR', place: 'TYPE_1', coefficient: 1.1 },
  { ...since2026, title: 'DEPARTMENT_DIRECTOR', place: 'TYPE_2', coefficient: 1.0 },
];

const BY_TITLE_AND_PLACE: ReadonlyMap<string, AllowanceRow[]> = Map.groupBy(
  POSITION_ALLOWANCES,
  (row) => `${row.title} ${row.place}`,
);

/** The allowance's coefficient on a date (yyyy-MM-dd); null where the table has none for the title, place and date. */
export function positionAllowance(title: LeadershipTitle, place: AllowancePlace, date: string): number | null {
  return findAsOf(BY_TITLE_AND_PLACE.get(`${title} ${place}`) ?? [], date)?.coefficient ?? null;
}

/** Which communes' allowances a province has, by its code since July 2025: 01 Hà Nội and 79 Hồ Chí Minh City differ. */
export function communeAllowancePlace(provinceCode: string): AllowancePlace {
  return provinceCode === '01' || provinceCode === '79' ? 'SPECIAL_CITY' : 'OTHER_COMMUNE';
}
