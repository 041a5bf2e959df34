import { expect, test } from 'vitest';
import { ageOn } from '../../subgraphs/law/calendar.ts';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import { AS_OF } from '../../subgraphs/population/story.ts';

// As many as the databases of other tests have: every rare kind must occur there.
const population = createPopulation({ officials: 2000, personKey: Buffer.alloc(32) });
const people = [...population.people()].map(({ truth, socialSecurity }) => ({ truth, ...socialSecurity() }));
const byNumber = new Map(people.map((each) => [each.truth.personalNumber, each]));
const households = people.flatMap((head) => (head.poorHousehold ? [{ head, household: head.poorHousehold }] : []));
const listed = new Set(
  households
    .filter(({ household }) => household.removedOn === null)
    .flatMap(({ household }) => household.members.map(({ personalNumber }) => personalNumber)),
);

test('members with a number are people of the same commune, in one household each, recorded as they are', () => {
  const known = households.flatMap(({ household }) =>
    household.members.flatMap((member) => (member.personalNumber ? [{ ...member, unitId: household.unitId }] : [])),
  );
  for (const { personalNumber, fullName, sex, birthDate, unitId } of known) {
    const { truth } = byNumber.get(personalNumber ?? '') ?? {};
    expect(truth).toMatchObject({ fullName, sex, birthDate, residenceUnitId: unitId });
  }
  expect(new Set(known.map(({ personalNumber }) => personalNumber)).size).toBe(known.length);
  const count = (relationship: string) => known.filter((member) => member.relationship === relationship).length;
  expect(count('HEAD')).toBe(households.length);
  expect(count('SPOUSE')).toBeGreaterThan(3);
  expect(count('PARENT')).toBeGreaterThan(3);
});

test('a spouse is of the other sex, a parent old enough', () => {
  for (const { head, household } of households) {
    for (const { relationship, sex, birthDate } of household.members) {
      if (relationship === 'SPOUSE') expect(sex).not.toBe(head.truth.sex);
      if (relationship === 'PARENT') expect(ageOn(birthDate, head.truth.birthDate)).toBeGreaterThanOrEqual(21);
      if (relationship === 'CHILD') expect(ageOn(head.truth.birthDate, birthDate)).toBeGreaterThanOrEqual(21);
    }
  }
});

test('some insured people live in poor households, some draw a social pension, some of these at 70 to 74', () => {
  const insured = people.filter(({ insured }) => insured.length > 0);
  expect(insured.filter(({ truth }) => listed.has(truth.personalNumber)).length).toBeGreaterThan(10);
  const drawing = insured.filter(({ socialPension }) => socialPension?.endedOn === null);
  expect(drawing.length).toBeGreaterThan(5);
  expect(drawing.filter(({ truth }) => ageOn(truth.birthDate, AS_OF) < 75).length).toBeGreaterThan(0);
});

test('a social pension begins at the age of its ground: 75, or 70 in a poor household (Law 41/2024/QH15 art. 21)', () => {
  const paid = people.flatMap(({ truth, socialPension }) => (socialPension ? [{ truth, socialPension }] : []));
  for (const { truth, socialPension } of paid) {
    const age = ageOn(truth.birthDate, `${socialPension.startedOn.slice(0, 8)}28`);
    expect(socialPension.startedOn >= '2025-07-01').toBe(true);
    expect(age).toBeGreaterThanOrEqual(socialPension.ground === 'AGE_75' ? 75 : 70);
    if (socialPension.ground === 'AGE_75') continue;
    expect(age).toBeLessThan(75);
    if (socialPension.endedOn === null) expect(listed.has(truth.personalNumber)).toBe(true);
  }
  expect(paid.filter(({ socialPension }) => socialPension.ground === 'AGE_70_POOR').length).toBeGreaterThan(5);
});

test('some pensions, social pensions and grants have ended, on the last day of a month, and some households left the list', () => {
  const periods = people.flatMap(({ pension, socialPension, assistance }) => [
    ['pension', pension] as const,
    ['social pension', socialPension] as const,
    ...assistance.map((grant) => ['grant', grant] as const),
  ]);
  const ended = periods.flatMap(([kind, period]) =>
    period?.endedOn ? [{ record: kind, startedOn: period.startedOn, endedOn: period.endedOn }] : [],
  );
  for (const { startedOn, endedOn } of ended) {
    expect(endedOn > startedOn && endedOn < AS_OF).toBe(true);
    const dayAfter = new Date(Date.parse(endedOn) + 86_400_000);
    expect(dayAfter.getUTCDate()).toBe(1);
  }
  expect(new Set(ended.map(({ record }) => record))).toEqual(new Set(['pension', 'social pension', 'grant']));
  const removed = households.filter(({ household }) => household.removedOn !== null);
  for (const { household } of removed) expect((household.removedOn ?? '') > household.recognisedOn).toBe(true);
  expect(removed.length).toBeGreaterThan(3);
});
