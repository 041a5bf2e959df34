import type { Truth } from './identity.ts';
import { integer, pick, type Random } from './random.ts';
import type { MeritPerson } from './social-security-record.ts';

/** Kinds with a usual monthly allowance in VND (unsure: Decree 77/2024/NĐ-CP, base 2,789,000), and whether an injury percent belongs to it. */
const KINDS = [
  ['WAR_INVALID', 3_000_000, true],
  ['SICK_SOLDIER', 3_500_000, true],
  ['TOXIC_EXPOSED', 3_400_000, true],
  ['MARTYR_RELATIVE', 2_789_000, false],
  ['IMPRISONED', 1_673_000, false],
  ['RESISTANCE', 1_640_000, false],
  ['SUPPORTER', 1_640_000, false],
] as const;

export function meritPerson({ birthDate }: Truth, unitId: string, next: Random): MeritPerson {
  const [kind, amount, injured] = pick(next, KINDS);
  const injuryPercent = injured ? integer(next, 21, 80) : null;
  const earliest = Math.max(1976, Number(birthDate.slice(0, 4)) + 20);
  return {
    kind,
    injuryPercent,
    monthlyAmount: injuryPercent === null ? amount : Math.round((amount * (injuryPercent + 20)) / 70_000) * 1000,
    recognisedOn: `${integer(next, earliest, Math.max(earliest, 2020))}-07-27`,
    decisionNumber: `${integer(next, 101, 29_999)}/QĐ-NCC`,
    unitId,
  };
}
