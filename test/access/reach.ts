import { anonymous, type Caller } from '../../schema/caller.ts';

/** Callers by what they answer for, with the ids of the units and provinces that are within it and the agency. */
export type Reach = { caller: Caller; all: boolean; places: string[]; agency: string | null };

const reach = (jurisdiction: Caller['jurisdiction'], agency: string | null, places: string[]): Reach => ({
  caller: { ...anonymous, subject: 'test', jurisdiction, agency },
  all: jurisdiction === 'national',
  places,
  agency,
});

/** Thành phố Hồ Chí Minh, with Bình Dương and Bà Rịa - Vũng Tàu, which were merged into it. */
const hoChiMinhCity = ['79@2025-07-01', '79@start', '74@start', '77@start'];

export const reaches: Record<string, Reach> = {
  'the whole country': reach('national', null, []),
  'a province': reach(['79'], null, hoChiMinhCity),
  'a province and its own agency': reach(['79'], 'H29', hoChiMinhCity),
  // Quảng Ngãi with Kon Tum; Đắk Lắk with Phú Yên.
  'two provinces': reach(['51', '66'], null, [
    '51@2025-07-01',
    '51@start',
    '62@start',
    '66@2025-07-01',
    '66@start',
    '54@start',
  ]),
  'a province that became a city': reach(['24'], null, ['24@2026-09-20', '24@2025-07-01', '24@start', '27@start']),
  'a commune': reach(['02788'], null, ['02788@2025-07-01', '02788@start', '02785@start', '02797@start']),
  'a ministry': reach([], 'G09', []),
  'units of before the reform': reach(['74', '27'], null, []),
  nobody: { ...reach([], null, []), caller: anonymous },
};

/** What is within a reach, as a condition in the owner's SQL: written apart from the policies that it is compared with. */
export function within({ all, places, agency }: Reach): string {
  if (all) return 'true';
  const ids = places.map((id) => `'${id}'`).join(', ') || 'null';
  const place = `(unit_id in (${ids}) or province_id in (${ids}))`;
  return agency ? `(${place} or agency_id ~ '^${agency}(\\.|$)')` : place;
}
