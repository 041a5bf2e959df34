import { expect, test } from 'vitest';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';
import { ageOn } from '../../subgraphs/law/calendar.ts';
import { contractProblems } from '../../subgraphs/law/contract.ts';
import { personalNumberProblems } from '../../subgraphs/law/personal-number.ts';
import { findRank } from '../../subgraphs/law/ranks.ts';
import { retirementDate } from '../../subgraphs/law/retirement.ts';
import { isUnemploymentInsured } from '../../subgraphs/law/social-insurance.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { RARE_FAULTS, type RareFault } from '../../subgraphs/population/faults.ts';
import type { LabourRecord } from '../../subgraphs/population/labour-record.ts';
import type { OfficialRecord } from '../../subgraphs/population/official-record.ts';
import { rareFaultOf } from '../../subgraphs/population/rare-faults.ts';
import type { SocialSecurityRecord } from '../../subgraphs/population/social-security-record.ts';
import { AS_OF } from '../../subgraphs/population/story.ts';

// What a check of the records finds must be exactly what was injected, as in detect-faults.test.ts, among people without a common fault.
const population = createPopulation({ officials: 10_000, personKey: Buffer.alloc(32) });
const goneUnits = new Set(
  buildGazetteer()
    .units.filter(({ validTo }) => validTo !== null && validTo <= AS_OF)
    .map(({ id }) => id),
);

const stories = [...population.people()]
  .filter(({ faults }) => rareFaultOf(faults) !== null || faults.every((fault) => fault === 'STALE'))
  .map((story) => ({
    index: story.index,
    injected: story.faults,
    officials: story.officials(),
    official: story.officials()[0] ?? null,
    labour: story.labour(),
    social: story.socialSecurity(),
  }));
type Told = (typeof stories)[number];

const byNumber = Map.groupBy(
  stories.flatMap(({ index, social }) => social.insured.map(({ insuranceNumber }) => ({ index, insuranceNumber }))),
  ({ insuranceNumber }) => insuranceNumber,
);

const ofOfficial = (check: (record: OfficialRecord, social: SocialSecurityRecord) => boolean) => (told: Told) =>
  told.official !== null && check(told.official, told.social);
const ofWorker = (check: (record: LabourRecord, social: SocialSecurityRecord) => boolean) => (told: Told) =>
  told.labour !== null && check(told.labour, told.social);
const ofPensioner = (check: (social: SocialSecurityRecord) => boolean) => (told: Told) =>
  told.official === null && told.labour === null && check(told.social);
const inService = ({ leftOn, status }: OfficialRecord) => leftOn === null && status === 'ACTIVE';
const overdue = ({ retirementDate }: OfficialRecord) => retirementDate <= AS_OF;
const contributed = ({ insured }: SocialSecurityRecord) => insured.flatMap(({ contributions }) => contributions);
const malformed = (number: string) => personalNumberProblems(number).length > 0;
const contractHas = (problem: (kind: 'INDEFINITE' | 'DEFINITE', from: string, to: string | null) => boolean) =>
  ofWorker(({ contracts }) =>
    contracts.some(({ kind, from, to, endedOn }) => endedOn === null && problem(kind, from, to)),
  );

const CHECKS: Record<RareFault, (told: Told) => boolean> = {
  OFFICIAL_NUMBER_FORM: ofOfficial(({ personalNumber }) => malformed(personalNumber)),
  UNTIDY_NAME: ofOfficial(({ fullName }) => fullName.normalize('NFC').replace(/ +/g, ' ').trim() !== fullName),
  STEP_BEYOND_RANK: ofOfficial(({ rankCode, step }) => step > (findRank(rankCode)?.steps ?? 0)),
  UNEMPLOYMENT_INSURANCE_REVERSED: ofOfficial(({ category }, social) =>
    contributed(social).some(({ unemploymentInsured }) => unemploymentInsured !== isUnemploymentInsured(category)),
  ),
  OFFICIAL_NOT_INSURED: ofOfficial((_, { insured }) => insured.length === 0),
  CONTRIBUTIONS_MISSING: ofOfficial(
    (record, social) =>
      inService(record) &&
      !overdue(record) &&
      social.insured.length > 0 &&
      !contributed(social).some(({ month }) => month > '2026-07'),
  ),
  MISSING_FIELDS: ofOfficial(
    ({ residenceUnitId, ethnicGroup, title, positionAllowance }) =>
      !residenceUnitId || !ethnicGroup || (positionAllowance > 0 && !title),
  ),
  MISSING_HISTORY: ofOfficial(({ appointments, salarySteps }) => appointments.length === 0 || salarySteps.length === 0),
  RECORDED_UNDER_TWO_NUMBERS: ({ officials }) =>
    new Set(officials.map(({ personalNumber }) => personalNumber)).size > 1,
  RETIREMENT_DATE_DIFFERS: ofOfficial(
    (record) => record.retirementDate !== retirementDate(record.birthDate, record.sex),
  ),
  PENSION_BESIDE_SERVICE: ofOfficial(
    (record, { pension }) => inService(record) && !overdue(record) && pension !== null,
  ),
  CONTRIBUTION_AFTER_LEAVING: ofOfficial(({ leftOn }, social) =>
    contributed(social).some(({ month }) => leftOn !== null && month >= leftOn.slice(0, 7)),
  ),
  RETIRED_WITHOUT_PENSION: ofOfficial(({ status }, { pension }) => status === 'RETIRED' && pension === null),
  LEFT_WITHOUT_DATE: ofOfficial(
    ({ status, leftOn }) => leftOn === null && ['RETIRED', 'LEFT', 'DECEASED'].includes(status),
  ),
  RETIREMENT_NOT_RECORDED: ofOfficial((record) => inService(record) && overdue(record)),
  WORKER_NUMBER_FORM: ofWorker(({ personalNumber }) => malformed(personalNumber)),
  WORKER_IDENTITY_DIFFERS: ofWorker(({ birthDate }, { insured }) =>
    insured.some((each) => each.birthDate !== birthDate),
  ),
  WORKER_NOT_INSURED: ofWorker(({ status }, { insured }) => status === 'EMPLOYED' && insured.length === 0),
  CONTRACT_TOO_LONG: contractHas((kind, from, to) =>
    contractProblems(kind, from, to).includes('LONGER_THAN_36_MONTHS'),
  ),
  CONTRACT_DATES: contractHas((kind, _, to) => (kind === 'DEFINITE') !== (to !== null)),
  CONTRACT_EXPIRED: contractHas((kind, _, to) => kind === 'DEFINITE' && to !== null && to < AS_OF),
  EMPLOYED_WITHOUT_CONTRACT: ofWorker(
    ({ status, contracts }) => status === 'EMPLOYED' && !contracts.some(({ endedOn }) => endedOn === null),
  ),
  WORKER_FORMER_UNIT: ofWorker(({ residenceUnitId }) => goneUnits.has(residenceUnitId)),
  SHARED_INSURANCE_NUMBER: ({ index, social }) =>
    social.insured.some(({ insuranceNumber }) =>
      (byNumber.get(insuranceNumber) ?? []).some((each) => each.index < index),
    ),
  INSURED_NUMBER_FORM: ofPensioner(({ insured }) => insured.some(({ personalNumber }) => malformed(personalNumber))),
  INSURED_FORMER_UNIT: ofPensioner(({ insured }) =>
    insured.some(({ residenceUnitId }) => goneUnits.has(residenceUnitId)),
  ),
  SOCIAL_PENSION_BESIDE_PENSION: ({ social: { pension, socialPension } }) => pension !== null && socialPension !== null,
};

test.each(Object.keys(RARE_FAULTS) as RareFault[])('%s is found exactly where it was injected', (fault) => {
  const injected = stories.filter((told) => told.injected.includes(fault)).map(({ index }) => index);
  expect(injected.length).toBeGreaterThan(0);
  expect(stories.filter(CHECKS[fault]).map(({ index }) => index)).toEqual(injected);
});

test('whoever has a rare fault has no other', () => {
  for (const { injected } of stories)
    if (rareFaultOf(injected)) expect(injected.filter((fault) => fault !== 'STALE').length).toBe(1);
});

test('who draws a pension beside the service or a social pension beside a pension is old enough', () => {
  for (const { injected, social } of stories) {
    if (injected.includes('PENSION_BESIDE_SERVICE'))
      expect(ageOn(social.identity.birthDate, AS_OF)).toBeGreaterThanOrEqual(49);
    if (injected.includes('SOCIAL_PENSION_BESIDE_PENSION')) {
      const { startedOn = '' } = social.socialPension ?? {};
      expect(ageOn(social.identity.birthDate, `${startedOn.slice(0, 8)}28`)).toBeGreaterThanOrEqual(75);
    }
  }
});
