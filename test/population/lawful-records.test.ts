import { expect, test } from 'vitest';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';
import { addMonths, ageOn } from '../../subgraphs/law/calendar.ts';
import { contractProblems } from '../../subgraphs/law/contract.ts';
import { creationDeadline } from '../../subgraphs/law/deadlines.ts';
import { parseHealthCard } from '../../subgraphs/law/health-card.ts';
import { findIndustry } from '../../subgraphs/law/industries.ts';
import { minimumWage } from '../../subgraphs/law/minimum-wage.ts';
import { findOccupation } from '../../subgraphs/law/occupations.ts';
import { agreesWithRank, findRank } from '../../subgraphs/law/ranks.ts';
import { gradeOf } from '../../subgraphs/law/rating.ts';
import { retirementDate } from '../../subgraphs/law/retirement.ts';
import { expectedWorkerBase, referenceLevel } from '../../subgraphs/law/social-insurance.ts';
import { unemploymentBenefit, unemploymentBenefitMonths } from '../../subgraphs/law/unemployment-benefit.ts';
import { isOfWorkingAge } from '../../subgraphs/law/working-age.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { pensionRate } from '../../subgraphs/population/pensions.ts';
import { rareFaultOf } from '../../subgraphs/population/rare-faults.ts';
import { AS_OF } from '../../subgraphs/population/story.ts';

const population = createPopulation({ officials: 5000, personKey: Buffer.alloc(32) });
// A rare fault breaks what is said here of everyone else.
const stories = [...population.people()].filter(({ faults }) => rareFaultOf(faults) === null);
const officials = stories.flatMap((story) => story.officials().map((record) => ({ story, record })));
const workers = stories.flatMap((story) => story.labour() ?? []);
const insured = stories.flatMap((story) => story.socialSecurity().insured);
/** Every text of a value with the form of a date, a month or a point in time. */
const datesIn = (value: unknown) =>
  [...JSON.stringify(value).matchAll(/"(\d{4}-\d{2}(-\d{2})?)[T"]/g)].map(([, date]) => date ?? '');

test('officials in service are below the retirement age, the retired left at it', () => {
  for (const {
    story,
    record: { status, leftOn },
  } of officials) {
    const due = retirementDate(story.truth.birthDate, story.truth.sex);
    if (status === 'RETIRED') expect(leftOn).toBe(due);
    else if (leftOn === null) expect(due > AS_OF).toBe(true);
    expect(leftOn === null).toBe(status === 'ACTIVE' || status === 'SECONDED');
  }
  expect(officials.filter(({ record }) => record.status === 'RETIRED').length).toBeGreaterThan(100);
});

test('some officials retire in the next 12 months', () => {
  const retiring = officials.filter(
    ({ story, record }) =>
      !record.leftOn && retirementDate(story.truth.birthDate, story.truth.sex) <= addMonths(AS_OF, 12),
  );
  expect(retiring.length).toBeGreaterThan(20);
});

test('officials entered service as adults, and no record is of a day after AS_OF', () => {
  for (const { story, record } of officials) {
    expect(ageOn(story.truth.birthDate, record.hiredOn)).toBeGreaterThanOrEqual(21);
    const late = datesIn(record).filter(
      (date) => date > AS_OF && date !== record.leftOn && date !== record.retirementDate,
    );
    expect(late).toEqual([]);
  }
});

test('a record knows nothing of after its last update', () => {
  for (const { record } of officials) {
    const known = record.updatedAt.slice(0, 10);
    for (const { decidedOn } of [...record.appointments, ...record.ratings, ...record.rewards, ...record.disciplines])
      expect(decidedOn <= known, JSON.stringify(record)).toBe(true);
    for (const { effectiveFrom } of record.salarySteps) expect(effectiveFrom <= known).toBe(true);
    expect(record.lastDecisionOn <= known && record.createdAt <= record.updatedAt).toBe(true);
    if (record.hiredOn > '2024-01-01')
      expect(record.createdAt.slice(0, 10) <= creationDeadline(record.hiredOn)).toBe(true);
  }
});

test('salary histories climb step by step without a gap, on time, up to the recorded rank and step', () => {
  for (const { story, record } of officials) {
    const { salarySteps, rankCode, step, coefficient, overFramePercent, positionAllowance } = record;
    const last = salarySteps.at(-1);
    expect(last).toMatchObject({
      rankCode,
      step,
      coefficient,
      overFramePercent,
      positionAllowance,
      effectiveTo: record.leftOn,
    });
    salarySteps.forEach((each, at) => {
      const before = salarySteps[at - 1];
      const wrong = story.faults.includes('WRONG_COEFFICIENT') && each === last;
      expect(agreesWithRank(each.rankCode, each.step, each.coefficient)).toBe(!wrong);
      if (!before) return;
      expect(before.effectiveTo).toBe(each.effectiveFrom);
      if (before.rankCode === each.rankCode && each.step > before.step && at > 1)
        expect(each.effectiveFrom).toBe(addMonths(before.effectiveFrom, findRank(each.rankCode)?.monthsPerStep ?? 0));
    });
  }
});

test('ratings have the grade of their score', () => {
  for (const { year, score, grade } of officials.flatMap(({ record }) => record.ratings)) {
    expect(score === null).toBe(year < 2025);
    if (score !== null) expect(gradeOf(score)).toBe(grade);
  }
});

test('more public employees than civil servants than cadres', () => {
  const count = (category: string) => officials.filter(({ record }) => record.category === category).length;
  expect(count('VIEN_CHUC')).toBeGreaterThan(count('CONG_CHUC'));
  expect(count('CONG_CHUC')).toBeGreaterThan(count('CAN_BO'));
  expect(count('CAN_BO')).toBeGreaterThan(100);
});

test('contracts are lawful, paid above the minimum wage, in known occupations, of an employer in being', () => {
  for (const { contracts, birthDate, status } of workers) {
    for (const { kind, from, to, endedOn, occupationCode, monthlySalary, employerIndex } of contracts) {
      expect(contractProblems(kind, from, to)).toEqual([]);
      expect(isOfWorkingAge(birthDate, from) && (endedOn === null || endedOn > from)).toBe(true);
      expect(findOccupation(occupationCode)?.level).toBe(4);
      const employer = population.employer(employerIndex);
      expect(employer.foundedOn <= from && (endedOn !== null || employer.status === 'ACTIVE')).toBe(true);
      expect(monthlySalary).toBeGreaterThan(minimumWage('I', '2026-10'));
      if (endedOn === null && to) expect(to > AS_OF).toBe(true);
    }
    expect(contracts.filter(({ endedOn }) => endedOn === null).length).toBe(status === 'EMPLOYED' ? 1 : 0);
  }
});

test('unemployment claims have the months and the amount of the law', () => {
  const claims = workers.flatMap(({ claims, contracts }) => claims.map((claim) => ({ claim, contracts })));
  expect(claims.length).toBeGreaterThan(100);
  for (const { claim, contracts } of claims) {
    expect(claim.months).toBe(unemploymentBenefitMonths(claim.contributedMonths));
    expect(claim.paidMonths.length).toBeLessThanOrEqual(claim.months);
    const last = contracts.at(-1);
    const full = last && last.from <= addMonths(last.endedOn ?? '', -6);
    if (claim.months > 0 && full) {
      const bases = Array<number>(6).fill(last.monthlySalary);
      expect(claim.monthlyAmount).toBe(unemploymentBenefit(bases, last.endedOn?.slice(0, 7) ?? '', claim.wageRegion));
    }
    expect(claim.paidMonths.every((month) => month > (last?.endedOn ?? '').slice(0, 7) && month <= '2026-10')).toBe(
      true,
    );
  }
});

test('contributions of workers are on the salary of a contract in force, within the limits', () => {
  const workerStories = stories.filter(
    ({ kind, faults }) => kind === 'WORKER' && !faults.includes('BENEFIT_BESIDE_CONTRIBUTION'),
  );
  let months = 0;
  for (const story of workerStories) {
    for (const { month, base, employerTaxCode, agencyId } of story.socialSecurity().insured[0]?.contributions ?? []) {
      expect(agencyId).toBeNull();
      expect(base >= referenceLevel(month) && base <= 20 * referenceLevel(month)).toBe(true);
      if (!employerTaxCode) continue;
      const contract = story
        .labour()
        ?.contracts.find((each) => each.from <= `${month}-01` && (each.endedOn ?? '9999') > `${month}-01`);
      expect(contract?.employerTaxCode).toBe(employerTaxCode);
      expect(base).toBe(expectedWorkerBase(contract?.monthlySalary ?? 0, month));
      months++;
    }
  }
  expect(months).toBeGreaterThan(30_000);
});

test('insurance numbers are distinct, months do not repeat, health cards can be read', () => {
  expect(new Set(insured.map(({ insuranceNumber }) => insuranceNumber)).size).toBe(insured.length);
  for (const { contributions, contributionMonths, joinedOn } of insured) {
    expect(new Set(contributions.map(({ month }) => month)).size).toBe(contributions.length);
    expect(contributions.length).toBeLessThanOrEqual(contributionMonths);
    for (const { month } of contributions) expect(month >= joinedOn.slice(0, 7)).toBe(true);
  }
  for (const story of stories) {
    const {
      healthCard,
      insured: [first],
    } = story.socialSecurity();
    if (healthCard && first)
      expect(parseHealthCard(healthCard.cardNumber)?.insuranceNumber).toBe(first.insuranceNumber);
    else if (healthCard) expect(parseHealthCard(healthCard.cardNumber)).not.toBeNull();
  }
});

test('pension rates at their turning points', () => {
  // Law 41/2024/QH15 art. 66: 45 % for 15 years of a woman and 20 of a man, 2 % a year more, at most 75 %; a man's 15 years give 40 %.
  expect([pensionRate('FEMALE', 15), pensionRate('FEMALE', 30), pensionRate('FEMALE', 40)]).toEqual([45, 75, 75]);
  expect([pensionRate('MALE', 15), pensionRate('MALE', 20), pensionRate('MALE', 35), pensionRate('MALE', 36)]).toEqual([
    40, 45, 75, 75,
  ]);
});

test('units, agencies, employers and industries named in records exist', () => {
  const { units, agencies } = buildGazetteer();
  const unitIds = new Set(units.map(({ id }) => id));
  const agencyIds = new Set(agencies.map(({ id }) => id));
  const named = (value: unknown, key: RegExp) => [...JSON.stringify(value).matchAll(key)].map(([, id]) => id ?? '');
  const employers = [...population.employers()];
  const taxCodes = new Set(employers.map(({ taxCode }) => taxCode));
  for (const story of stories) {
    const told = [story.officials(), story.labour(), story.socialSecurity()];
    expect(named(told, /"\w*[uU]nitId":"([^"]+)"/g).filter((id) => !unitIds.has(id))).toEqual([]);
    expect(named(told, /"agencyId":"([^"]+)"/g).filter((id) => !agencyIds.has(id))).toEqual([]);
    expect(named(told, /mployerTaxCode":"([^"]+)"/g).filter((code) => !taxCodes.has(code))).toEqual([]);
  }
  for (const { industryCode, industryVersion, unitId, vacancies } of employers) {
    expect(findIndustry(industryCode, industryVersion)).not.toBeNull();
    expect(unitIds.has(unitId)).toBe(true);
    for (const { occupationCode, unitId } of vacancies)
      expect(findOccupation(occupationCode) && unitIds.has(unitId)).toBe(true);
  }
});
