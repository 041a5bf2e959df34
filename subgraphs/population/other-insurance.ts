import { addMonths, monthIndex } from '../law/calendar.ts';
import { povertyStandard } from '../law/poverty-standard.ts';
import { retirementDate } from '../law/retirement.ts';
import { assistanceAmount } from '../law/social-assistance.ts';
import { isEntitledToSocialPension, SOCIAL_PENSIONS, socialPensionAmount } from '../law/social-pension.ts';
import { dayOf, dayText, monthOf, workingDay } from './calendar.ts';
import { healthCard } from './health-cards.ts';
import { householdMembers } from './household-members.ts';
import { insuredRecords } from './insured.ts';
import { meritPerson } from './merit.ts';
import { type OtherLife, otherLife } from './other-life.ts';
import { pension } from './pensions.ts';
import { PURPOSE } from './purpose.ts';
import { integer, pick, type Random, random } from './random.ts';
import type {
  AssistanceGrant,
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
  const { sort, truth, province, commune, poor, faults } = life;
  const paid = sort === 'PENSIONER' ? pensionOf(life, next) : null;
  const social = paid || faults.includes('NO_PENSION_AT_75') ? null : socialPensionOf(life, next);
  const { ethnicGroup: _, ...identity } = truth;
  const group =
    sort === 'PENSIONER'
      ? 'HT'
      : sort === 'MERIT'
        ? 'CC'
        : poor === 'POOR'
          ? 'HN'
          : poor === 'NEAR_POOR'
            ? 'CN'
            : social
              ? 'BT'
              : 'GD';
  return {
    identity,
    insured: paid ? pensionerRecord(world, index, life, paid, next) : [],
    healthCard: healthCard(world, index, province, commune.id, group),
    benefits: paid
      ? [
          {
            n: 0,
            kind: 'RETIREMENT',
            fromMonth: paid.startedOn.slice(0, 7),
            toMonth: null,
            monthlyAmount: paid.monthlyAmount,
            decisionNumber: paid.decisionNumber,
            decidedOn: dayText(workingDay(dayOf(paid.startedOn) - 12)),
          },
        ]
      : [],
    pension: paid,
    socialPension: social,
    assistance: assistanceOf(life, next),
    poorHousehold: poor ? poorHousehold(life, poor, index, next) : null,
    merit: sort === 'MERIT' ? meritPerson(truth, commune.id, next) : null,
  };
}

/** Retired at their age or some years before it, on a pension raised since to today's level. */
function pensionOf({ truth }: OtherLife, next: Random): Pension {
  const started = monthIndex(retirementDate(truth.birthDate, truth.sex)) - (next() < 0.2 ? integer(next, 12, 60) : 0);
  const latest = Math.min(started, NOW - 1);
  return pension(next, truth.sex, latest, integer(next, 16, 36), 5_000_000 + 50_000 * integer(next, 0, 200));
}

function pensionerRecord(
  world: World,
  index: number,
  { truth, province, faults }: OtherLife,
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
    status: 'PENSION',
    months: paid.contributionYears * 12,
  });
}

/** From the month in which the age is reached, not before the law. */
function socialPensionOf({ truth, poor, commune }: OtherLife, next: Random): SocialPension | null {
  const { birthDate } = truth;
  if (!isEntitledToSocialPension({ birthDate, poor: poor !== null, pension: false }, AS_OF)) return null;
  const rule = SOCIAL_PENSIONS[SOCIAL_PENSIONS.length - 1] as (typeof SOCIAL_PENSIONS)[number];
  const reached = `${addMonths(birthDate, (poor ? rule.ageIfPoor : rule.age) * 12).slice(0, 7)}-01`;
  return {
    startedOn: reached < rule.validFrom ? rule.validFrom : reached,
    monthlyAmount: socialPensionAmount(AS_OF),
    ground: monthOf(AS_OF) - monthOf(birthDate) >= rule.age * 12 + 1 ? 'AGE_75' : poor ? 'AGE_70_POOR' : 'AGE_75',
    decisionNumber: `${integer(next, 11, 3999)}/QĐ-UBND`,
    unitId: commune.id,
  };
}

const GRANTS = [
  ['DISABILITY', 1.5],
  ['DISABILITY', 2],
  ['SINGLE_PARENT', 1],
  ['OTHER', 1.5],
] as const;

function assistanceOf({ sort, commune }: OtherLife, next: Random): AssistanceGrant[] {
  if (next() >= (sort === 'POOR' ? 0.25 : sort === 'ELDER' ? 0.05 : 0)) return [];
  const [kind, coefficient] = sort === 'ELDER' ? GRANTS[1] : pick(next, GRANTS);
  return [
    {
      n: 0,
      kind,
      coefficient,
      monthlyAmount: assistanceAmount(coefficient, AS_OF),
      startedOn: `${2021 + integer(next, 0, 4)}-0${integer(next, 1, 9)}-01`,
      endedOn: null,
      decisionNumber: `${integer(next, 11, 3999)}/QĐ-UBND`,
      unitId: commune.id,
    },
  ];
}

/** Recognised at the yearly review under the standard of 2026, or still under the one before. */
function poorHousehold(
  { truth, commune }: OtherLife,
  standard: 'POOR' | 'NEAR_POOR',
  index: number,
  next: Random,
): PoorHousehold {
  const recognised = dayText(workingDay(dayOf(next() < 0.7 ? '2026-01-05' : '2025-11-17') + integer(next, 0, 20)));
  const members = householdMembers(truth, next);
  return {
    householdCode: `${commune.code}-${String(index).padStart(8, '0')}`,
    standard,
    standardFrom: povertyStandard(recognised).validFrom,
    recognisedOn: recognised,
    endedOn: null,
    memberCount: members.length,
    members,
    unitId: commune.id,
  };
}
