import { BASE_SALARIES } from '../law/base-salary.ts';
import { expectedOfficialBase, isUnemploymentInsured } from '../law/social-insurance.ts';
import { dayText, firstDayOf, monthOf, monthText } from './calendar.ts';
import { stretchIn } from './career.ts';
import { healthCard } from './health-cards.ts';
import { insuredRecords } from './insured.ts';
import { type OfficialLife, officialLife } from './official-life.ts';
import { officialPension } from './pensions.ts';
import { PURPOSE } from './purpose.ts';
import { integer, type Random, random } from './random.ts';
import type { Benefit, ContributionMonth, SocialSecurityRecord } from './social-security-record.ts';
import { CONTRIBUTION_MONTHS } from './story.ts';
import type { World } from './world.ts';

const MONTHS = CONTRIBUTION_MONTHS.map(monthOf);
const RAISE = monthOf('2026-07');
const FORMER_BASE_SALARY = BASE_SALARIES.find(({ validFrom }) => validFrom === '2024-07-01')?.amount ?? 0;

export function officialInsurance(world: World, index: number): SocialSecurityRecord {
  const life = officialLife(world, index);
  const next = random(world.seed, index, PURPOSE.insurance);
  const { truth, left, status } = life;
  const province = life.office.province ?? world.places.provinces[0];
  if (!province) throw new Error('no province');
  const contributions = contributionsOf(world, life, next);
  const retired = status === 'RETIRED';
  const publicEmployee = life.category === 'VIEN_CHUC';
  const insured = insuredRecords(world, next, {
    index,
    truth,
    province,
    faults: life.faults,
    contributions,
    joined: life.hired,
    scheme: 'COMPULSORY',
    category: retired
      ? 'PENSIONER'
      : life.faults.includes('OFFICIAL_PRIVATE_EMPLOYER')
        ? 'CONTRACT_WORKER'
        : publicEmployee
          ? 'PUBLIC_EMPLOYEE'
          : 'CIVIL_SERVANT',
    status: left === null ? 'CONTRIBUTING' : retired ? 'PENSION' : status === 'LEFT' ? 'PAUSED' : 'NONE',
    months: (left ?? monthOf('2026-11')) - life.hired,
  });
  const pension = retired ? officialPension(life, next) : null;
  const benefits = benefitsOf(life, contributions, next);
  if (pension) {
    benefits.push({
      n: benefits.length,
      kind: 'RETIREMENT',
      fromMonth: pension.startedOn.slice(0, 7),
      toMonth: null,
      monthlyAmount: pension.monthlyAmount,
      decisionNumber: pension.decisionNumber,
      decidedOn: dayText(firstDayOf(left as number) - 10),
    });
  }
  const { ethnicGroup: _, ...identity } = truth;
  return {
    identity,
    insured,
    benefits,
    pension,
    socialPension: null,
    assistance: [],
    poorHousehold: null,
    merit: null,
    healthCard:
      status === 'DECEASED'
        ? null
        : healthCard(world, index, province, truth.residenceUnitId, retired ? 'HT' : status === 'LEFT' ? 'GD' : 'HC'),
  };
}

/** What the agency contributed in the months served: on the recorded pay of the month, but with INSURED_BASE_DIFFERS on another. */
function contributionsOf(world: World, life: OfficialLife, next: Random): ContributionMonth[] {
  const { faults, office, left, hired, stretches, allowance } = life;
  const differs = faults.includes('INSURED_BASE_DIFFERS') ? (next() < 0.6 ? 'OLD_BASE_SALARY' : 'OTHER_STEP') : null;
  const employer = faults.includes('OFFICIAL_PRIVATE_EMPLOYER')
    ? world.employers.place(world.employers.paying(next())).taxCode
    : null;
  const unemploymentInsured = isUnemploymentInsured(life.category);
  const contributions: ContributionMonth[] = [];
  for (let at = 0; at < MONTHS.length; at++) {
    const month = MONTHS[at] as number;
    const text = CONTRIBUTION_MONTHS[at] as string;
    const stretch = stretchIn(stretches, month);
    if (!stretch || month < hired || (left !== null && month >= left)) continue;
    const { coefficient, overFramePercent } = stretch;
    let base: number;
    if (differs === 'OLD_BASE_SALARY' && month >= RAISE) {
      base = Math.round((coefficient * (1 + overFramePercent / 100) + allowance) * FORMER_BASE_SALARY);
    } else {
      const paid = differs === 'OTHER_STEP' ? coefficient - 0.2 : coefficient;
      base = expectedOfficialBase({ coefficient: paid, positionAllowance: allowance, overFramePercent }, text);
    }
    contributions.push({
      month: text,
      base,
      employerTaxCode: employer,
      agencyId: employer ? null : office.agencyId,
      unemploymentInsured,
    });
  }
  return contributions;
}

/** Short sick leave within the contributed months, and births before them. */
function benefitsOf(life: OfficialLife, contributions: ContributionMonth[], next: Random): Benefit[] {
  const benefits: Benefit[] = [];
  const sick = contributions[integer(next, 0, 11)];
  if (sick && next() < 0.06) {
    benefits.push({
      n: 0,
      kind: 'SICKNESS',
      fromMonth: sick.month,
      toMonth: sick.month,
      monthlyAmount: Math.round((sick.base * 0.75 * integer(next, 2, 10)) / 24),
      decisionNumber: `${integer(next, 101, 29_999)}/QĐ-BHXH`,
      decidedOn: `${sick.month}-20`,
    });
  }
  const birthYear = Number(life.truth.birthDate.slice(0, 4));
  const from = monthOf('2024-01') + integer(next, 0, 14);
  if (life.truth.sex === 'FEMALE' && birthYear > 1984 && birthYear < 2000 && life.hired < from - 12 && next() < 0.12) {
    benefits.push({
      n: benefits.length,
      kind: 'MATERNITY',
      fromMonth: monthText(from),
      toMonth: monthText(from + 5),
      monthlyAmount: 6_000_000 + 10_000 * integer(next, 0, 300),
      decisionNumber: `${integer(next, 101, 29_999)}/QĐ-BHXH`,
      decidedOn: dayText(firstDayOf(from) + 14),
    });
  }
  return benefits;
}
