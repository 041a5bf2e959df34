import { monthIndex } from '../law/calendar.ts';
import { retirementDate } from '../law/retirement.ts';
import { assistanceAmount } from '../law/social-assistance.ts';
import { dayOf, dayText, lastDayOf, monthOf, workingDay } from './calendar.ts';
import { healthCard } from './health-cards.ts';
import { insuredRecords } from './insured.ts';
import { insuredOnce } from './insured-once.ts';
import { knownMembers, otherLife } from './kin.ts';
import { meritPerson } from './merit.ts';
import type { OtherLife } from './other-life.ts';
import { pension } from './pensions.ts';
import { poorHousehold } from './poor-household.ts';
import { PURPOSE } from './purpose.ts';
import { integer, pick, type Random, random } from './random.ts';
import { socialPensionOf } from './social-pensions.ts';
import type {
  AssistanceGrant,
  Benefit,
  InsuredRecord,
  Pension,
  PoorHousehold,
  SocialPension,
  SocialSecurityRecord,
} from './social-security-record.ts';
import { AS_OF } from './story.ts';
import type { World } from './world.ts';

const NOW = monthOf(AS_OF);

export function otherInsurance(world: World, index: number): SocialSecurityRecord {
  const life = otherLife(world, index);
  const next = random(world.seed, index, PURPOSE.household);
  const { sort, truth, province, commune, faults, died } = life;
  const paid = sort === 'PENSIONER' ? pensionOf(life, next) : null;
  const social = paid || faults.includes('NO_PENSION_AT_75') ? null : socialPensionOf(life, next);
  const { ethnicGroup: _, ...identity } = truth;
  return {
    identity,
    insured: paid ? pensionerRecord(world, index, life, paid, next) : insuredOnce(world, index, life),
    healthCard: died === null ? healthCard(world, index, province, commune.id, groupOf(life, social)) : null,
    benefits: paid ? [retirement(paid)] : [],
    pension: paid,
    socialPension: social,
    assistance: assistanceOf(life, next),
    poorHousehold: householdOf(world, index, life, next),
    merit: sort === 'MERIT' ? meritPerson(truth, commune.id, next) : null,
  };
}

function groupOf({ sort, listing }: OtherLife, social: SocialPension | null): Parameters<typeof healthCard>[4] {
  if (sort === 'PENSIONER') return 'HT';
  if (sort === 'MERIT') return 'CC';
  if (listing && listing.removedOn === null) return listing.standard === 'POOR' ? 'HN' : 'CN';
  return social && social.endedOn === null ? 'BT' : 'GD';
}

/** The household a person heads. Those of kin are their head's. */
function householdOf(world: World, index: number, life: OtherLife, next: Random): PoorHousehold | null {
  if (!life.listing || life.sort === 'KIN') return null;
  return poorHousehold({ index, ...life }, life.listing, knownMembers(world, index), next);
}

function retirement({ startedOn, endedOn, monthlyAmount, decisionNumber }: Pension): Benefit {
  return {
    n: 0,
    kind: 'RETIREMENT',
    fromMonth: startedOn.slice(0, 7),
    toMonth: endedOn === null ? null : endedOn.slice(0, 7),
    monthlyAmount,
    decisionNumber,
    decidedOn: dayText(workingDay(dayOf(startedOn) - 12)),
  };
}

/** Retired at their age or some years before it, on a pension raised since to today's level, and paid until death. */
function pensionOf({ truth, died }: OtherLife, next: Random): Pension {
  const started = monthIndex(retirementDate(truth.birthDate, truth.sex)) - (next() < 0.2 ? integer(next, 12, 60) : 0);
  const latest = Math.min(started, NOW - 1);
  const paid = pension(next, truth.sex, latest, integer(next, 16, 36), 5_000_000 + 50_000 * integer(next, 0, 200));
  return { ...paid, endedOn: died === null ? null : dayText(lastDayOf(died)) };
}

function pensionerRecord(
  world: World,
  index: number,
  { truth, province, faults, died }: OtherLife,
  paid: Pension,
  next: Random,
): InsuredRecord[] {
  const joined = monthOf(paid.startedOn) - paid.contributionYears * 12;
  return insuredRecords(world, next, {
    index,
    truth,
    province,
    faults,
    contributions: [],
    joined,
    scheme: 'COMPULSORY',
    category: 'PENSIONER',
    status: died === null ? 'PENSION' : 'NONE',
    months: paid.contributionYears * 12,
  });
}

const GRANTS = [
  ['DISABILITY', 1.5],
  ['DISABILITY', 2],
  ['SINGLE_PARENT', 1],
  ['OTHER', 1.5],
] as const;

/** Since some year, and for a few, or the dead, until a month of the last twelve. */
function assistanceOf({ sort, commune, died }: OtherLife, next: Random): AssistanceGrant[] {
  if (next() >= (sort === 'POOR' ? 0.25 : sort === 'ELDER' ? 0.05 : 0)) return [];
  const [kind, coefficient] = sort === 'ELDER' ? GRANTS[1] : pick(next, GRANTS);
  const last = died ?? (next() < 0.1 ? NOW - integer(next, 1, 12) : null);
  return [
    {
      n: 0,
      kind,
      coefficient,
      monthlyAmount: assistanceAmount(coefficient, AS_OF),
      startedOn: `${2021 + integer(next, 0, 4)}-0${integer(next, 1, 9)}-01`,
      endedOn: last === null ? null : dayText(lastDayOf(last)),
      decisionNumber: `${integer(next, 11, 3999)}/QĐ-UBND`,
      unitId: commune.id,
    },
  ];
}
