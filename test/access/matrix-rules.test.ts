import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType } from 'graphql';
import { expect, test } from 'vitest';
import { columns } from './matrix/columns.ts';
import { objectTypes } from './matrix/paths.ts';
import { type Holder, readRules } from './matrix/rules.ts';

const rules = readRules();
const fields = objectTypes(buildSchema(readFileSync('schema/api.graphql', 'utf8'))).flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({
    type: type.name,
    field: field.name,
    returned: getNamedType(field.type).name,
  })),
);
type Field = (typeof fields)[number];

const everything: Holder = {
  authenticated: true,
  scopes: columns.flatMap(({ holder }) => holder.scopes),
  purpose: true,
  national: true,
};
const without = (scope: string): Holder => ({
  ...everything,
  scopes: everything.scopes.filter((held) => held !== scope),
});
const sees = (holder: Holder) => (one: Field) => rules.allowsField(holder, one.type, one.field, one.returned);
const nameOf = ({ type, field }: Field) => `${type}.${field}`;

test('every date of birth is withheld without person:identify, beside its year', () => {
  const dates = fields.filter(({ field }) => field === 'birthDate');
  expect(dates.length).toBe(6);
  expect(dates.filter(sees(everything)).length).toBe(dates.length);
  expect(dates.filter(sees(without('person:identify'))).map(nameOf)).toEqual([]);
  const years = dates.flatMap(({ type }) => fields.filter((one) => one.type === type && one.field === 'birthYear'));
  expect(years.filter(sees(without('person:identify'))).length).toBe(dates.length);
});

test('what a date of birth can be reckoned from needs person:identify too, also to filter and to order by', () => {
  const reckoned = fields.filter(({ field }) => ['retirementDate', 'socialPensionAgeOn'].includes(field));
  expect(reckoned.filter(sees(without('person:identify'))).map(nameOf)).toEqual([]);
  const inputs = rules.revealing.filter((key) => /born|birth|retir|number/i.test(key));
  expect(inputs.length).toBeGreaterThan(10);
  expect(inputs.filter((key) => rules.allowsInput(without('person:identify'), key))).toEqual([]);
});

test('every number of a person is masked', () => {
  const numbers = fields.filter(
    ({ field, returned, type }) =>
      returned === 'PersonalNumber' || field === 'insuranceNumber' || `${type}.${field}` === 'HealthCard.number',
  );
  expect(numbers.length).toBe(7);
  expect(numbers.filter(({ type, field }) => !rules.isMasked(type, field))).toEqual([]);
});

const denied =
  'Official.ethnicGroup Official.partyMemberSince Official.disciplines MeritPerson.injuryPercent AssistanceGrant.kind';

test.each(denied.split(' '))('%s needs its own scope and a declared purpose', (name) => {
  const one = fields.find((field) => nameOf(field) === name) as Field;
  expect(
    [everything, without('person:sensitive'), { ...everything, purpose: false }].map((who) => sees(who)(one)),
  ).toEqual([true, false, false]);
});

test('without a token, or with figures alone, nothing about people is seen', () => {
  const personal = fields.filter(({ type, field }) => rules.isPersonal(type, field));
  expect(personal.length).toBeGreaterThan(200);
  const seenBy = (name: string) =>
    columns.filter((column) => column.name === name).flatMap(({ holder }) => personal.filter(sees(holder)).map(nameOf));
  expect(seenBy('anonymous')).toEqual([]);
  // The opaque link between databases, which tells nothing by itself.
  expect(seenBy('analyst for AUDIT')).toEqual(['Person.id', 'Query.person']);
});

test('records of a database need its own scope', () => {
  const reading = { 'officials:read': 'Official', 'labour:read': 'Worker', 'insurance:read': 'InsuredPerson' };
  for (const [scope, type] of Object.entries(reading)) {
    const leading = fields.filter(({ returned }) => returned === type);
    expect(leading.length).toBeGreaterThan(2);
    expect(leading.filter(sees(without(scope))).map(nameOf)).toEqual([]);
  }
});
