import { expect, test } from 'vitest';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';
import { synchronisationDeadline } from '../../subgraphs/law/deadlines.ts';
import { personalNumberProblems } from '../../subgraphs/law/personal-number.ts';
import { agreesWithRank } from '../../subgraphs/law/ranks.ts';
import { excellentQuota } from '../../subgraphs/law/rating.ts';
import { expectedOfficialBase } from '../../subgraphs/law/social-insurance.ts';
import { isEntitledToSocialPension } from '../../subgraphs/law/social-pension.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import type { Fault } from '../../subgraphs/population/faults.ts';
import type { OfficialRecord } from '../../subgraphs/population/official-record.ts';
import { rareFaultOf } from '../../subgraphs/population/rare-faults.ts';
import type { SocialSecurityRecord } from '../../subgraphs/population/social-security-record.ts';
import { AS_OF } from '../../subgraphs/population/story.ts';

// What a check of the records finds by the rules of law must be exactly what was injected: nothing missed, no false alarm.
const population = createPopulation({ officials: 10_000, personKey: Buffer.alloc(32) });
const { units, agencies } = buildGazetteer();
const ended = (validTo: string | null) => validTo !== null && validTo <= AS_OF;
const goneUnits = new Set(units.filter(({ validTo }) => ended(validTo)).map(({ id }) => id));
const goneAgencies = new Set(agencies.filter(({ validTo }) => ended(validTo)).map(({ id }) => id));

// Those with a rare fault have no other: detect-rare-faults.test.ts has theirs.
const people = [...population.people()].filter(({ faults }) => rareFaultOf(faults) === null);
const stories = people.map((story) => ({
  index: story.index,
  injected: story.faults,
  officials: story.officials(),
  labour: story.labour(),
  social: story.socialSecurity(),
}));
const lastPaid = new Map<string, string>();
for (const { social } of stories) {
  for (const { month, employerTaxCode } of social.insured.flatMap(({ contributions }) => contributions)) {
    if (employerTaxCode && month > (lastPaid.get(employerTaxCode) ?? '')) lastPaid.set(employerTaxCode, month);
  }
}

const inPoorHousehold = new Set(
  stories.flatMap(({ social: { poorHousehold } }) =>
    poorHousehold?.removedOn === null ? poorHousehold.members.map(({ personalNumber }) => personalNumber) : [],
  ),
);

type Told = (typeof stories)[number];
const some = (told: Told, rule: (record: OfficialRecord) => boolean) => told.officials.some(rule);

const CHECKS: Partial<Record<Fault, (told: Told) => boolean>> = {
  CITIZEN_NOT_MATCHED: (told) => some(told, ({ citizenMatch }) => citizenMatch === 'NOT_MATCHED'),
  STALE: (told) => some(told, ({ leftOn, updatedAt }) => leftOn === null && updatedAt < '2025-10-31'),
  LATE_UPDATE: (told) =>
    some(told, ({ lastDecisionOn, updatedAt }) => updatedAt.slice(0, 10) > synchronisationDeadline(lastDecisionOn)),
  OLD_UNIT_CODE: (told) =>
    some(told, ({ unitId, agencyId }) => goneUnits.has(unitId ?? '') || goneAgencies.has(agencyId)),
  WRONG_COEFFICIENT: (told) =>
    some(told, ({ rankCode, step, coefficient }) => agreesWithRank(rankCode, step, coefficient) === false),
  NUMBER_MISMATCH: (told) => some(told, (record) => personalNumberProblems(record.personalNumber, record).length > 0),
  DUPLICATE_OFFICIAL: ({ officials }) => officials.length > 1,
  RETIRED_STILL_PAID: (told) =>
    some(told, ({ leftOn, lastPaidMonth }) => leftOn !== null && (lastPaidMonth ?? '') >= leftOn.slice(0, 7)),
  EXCELLENT_WITH_DISCIPLINE: (told) =>
    some(told, ({ ratings, disciplines }) =>
      disciplines.some(({ decidedOn }) =>
        ratings.some(({ year, grade }) => grade === 'EXCELLENT' && `${year}` === decidedOn.slice(0, 4)),
      ),
    ),
  INSURED_BASE_DIFFERS: ({ officials: [record], social }) => record !== undefined && baseDiffers(record, social),
  OFFICIAL_IN_LABOUR_REGISTER: ({ officials, labour }) => officials.length > 0 && labour !== null,
  OFFICIAL_PRIVATE_EMPLOYER: ({ officials, social }) =>
    officials.length > 0 &&
    social.insured.some(({ contributions }) => contributions.some(({ employerTaxCode }) => employerTaxCode !== null)),
  BENEFIT_BESIDE_CONTRIBUTION: ({ social }) => benefitBesideContribution(social),
  DUPLICATE_INSURANCE_NUMBER: ({ social }) =>
    new Set(social.insured.map(({ insuranceNumber }) => insuranceNumber)).size > 1,
  NO_PENSION_AT_75: ({ social: { identity, healthCard, pension, socialPension } }) =>
    // The dead have no card.
    healthCard !== null &&
    socialPension?.endedOn !== null &&
    isEntitledToSocialPension(
      { birthDate: identity.birthDate, poor: inPoorHousehold.has(identity.personalNumber), pension: pension !== null },
      AS_OF,
    ),
  EMPLOYER_STOPPED_CONTRIBUTING: ({ officials, labour }) =>
    officials.length === 0 &&
    (labour?.contracts ?? []).some(
      ({ endedOn, employerTaxCode }) => !endedOn && (lastPaid.get(employerTaxCode) ?? '') < '2026-08',
    ),
};

function baseDiffers({ salarySteps }: OfficialRecord, { insured }: SocialSecurityRecord): boolean {
  return insured.some(({ contributions }) =>
    contributions.some(({ month, base }) => {
      const step = salarySteps.findLast(({ effectiveFrom }) => effectiveFrom <= `${month}-01`);
      return !step || expectedOfficialBase(step, month) !== base;
    }),
  );
}

function benefitBesideContribution({ benefits, insured }: SocialSecurityRecord): boolean {
  const paid = insured.flatMap(({ contributions }) => contributions).filter(({ employerTaxCode }) => employerTaxCode);
  return benefits.some(
    ({ kind, fromMonth, toMonth }) =>
      kind === 'UNEMPLOYMENT' && paid.some(({ month }) => month >= fromMonth && month <= (toMonth ?? AS_OF)),
  );
}

test.each(Object.entries(CHECKS))('%s is found exactly where it was injected', (fault, check) => {
  const injected = stories.filter((told) => told.injected.includes(fault as Fault)).map(({ index }) => index);
  expect(injected.length).toBeGreaterThan(9);
  expect(stories.filter(check).map(({ index }) => index)).toEqual(injected);
});

test('every fault that was injected in a person has a check here', () => {
  const injected = new Set(stories.flatMap((told) => told.injected));
  expect([...injected].filter((fault) => !(fault in CHECKS))).toEqual([]);
});

test('agencies rate over the quota where that was injected, or where someone disciplined is rated excellent', () => {
  const rated = new Map<string, { goods: number; excellents: number; agencyId: string }>();
  const excused = new Set<string>();
  for (const {
    officials: [record],
    injected,
  } of stories) {
    for (const { year, grade } of record?.ratings ?? []) {
      const agencyId = record?.agencyId ?? '';
      const sums = rated.get(`${agencyId} ${year}`) ?? { goods: 0, excellents: 0, agencyId };
      if (grade === 'GOOD') sums.goods++;
      if (grade === 'EXCELLENT') sums.excellents++;
      rated.set(`${agencyId} ${year}`, sums);
      if (injected.includes('EXCELLENT_WITH_DISCIPLINE') && year === 2024) excused.add(`${agencyId} ${year}`);
    }
  }
  const over = [...rated]
    .filter(([key, { goods, excellents }]) => excellents > excellentQuota(goods) && !excused.has(key))
    .map(([key]) => key);
  const injected = [...population.overRatedAgencies()].map(({ agencyId, year }) => `${agencyId} ${year}`);
  expect(injected.length).toBeGreaterThan(2);
  expect(over.sort()).toEqual(injected.sort());
});
