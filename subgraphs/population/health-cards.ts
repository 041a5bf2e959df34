import type { Province } from './places.ts';
import { PURPOSE } from './purpose.ts';
import { hash } from './random.ts';
import type { HealthCard } from './social-security-record.ts';
import type { World } from './world.ts';

/** Level of benefit by group (unsure: Decision 1351/QĐ-BHXH of 2015): 80 % for most, 95 % or all for those with a claim. */
const LEVELS: Record<string, 1 | 2 | 3 | 4> = { CC: 1, BT: 2, HN: 2, HT: 3, CN: 3, HC: 4, DN: 4, GD: 4, TN: 4 };
const FACILITIES = ['Trạm y tế', 'Bệnh viện đa khoa khu vực', 'Trung tâm y tế khu vực'] as const;

/** The old card of a person: group, level, former province and insurance number, e.g. HC4010123456789. */
export function healthCard(
  world: World,
  index: number,
  province: Province,
  unitId: string,
  group: keyof typeof LEVELS,
): HealthCard {
  const number = world.identities.insuranceNumber(index, province, 0);
  return {
    cardNumber: `${group}${LEVELS[group]}${number.slice(0, 2)}${number}`,
    group,
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    facility: FACILITIES[hash(world.seed, index, PURPOSE.benefit) % FACILITIES.length] as string,
    unitId,
  };
}
