import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** A field with a bad argument, and the end of the message that says what was expected. */
const bad: [field: string, expected: RegExp][] = [
  ['administrativeUnit(code: "x") { name }', /"code": expected an administrative unit code of 2, 3 or 5 digits/],
  ['administrativeUnit(code: 79) { name }', /"code": expected an administrative unit code/],
  ['administrativeUnit(code: "79", on: "2025-02-30") { name }', /"on": expected a date as yyyy-MM-dd/],
  ['administrativeUnits(filter: { validOn: "yesterday" }) { totalCount }', /"filter.validOn": expected a date/],
  ['administrativeUnits(first: 0) { nodes { id } }', /"first": expected a number from 1 to 200/],
  ['administrativeUnits(first: 10000) { nodes { id } }', /"first": expected a number from 1 to 200/],
  ['administrativeUnits(first: -1) { nodes { id } }', /"first": expected a number from 1 to 200/],
  ['administrativeUnits(after: "b2Zmc2V0OjE=") { nodes { id } }', /"after": expected a cursor/],
  [
    'resolveUnits(codes: ["79", "7x"], on: "2025-06-30") { status }',
    /"codes\[1\]": expected an administrative unit code/,
  ],
  ['agency(code: "000.00.00.H38") { name }', /"code": expected an agency identification code/],
  ['official(id: "1") { category }', /"id": expected a UUID as given by Official.id/],
  ['officials(first: 201) { totalCount }', /"first": expected a number from 1 to 200/],
  ['person(id: "x") { id }', /"id": expected a UUID as given by Person.id/],
  ['personByNumber(number: "00109900000") { id }', /"number": expected a personal identity number of 12 digits/],
  ['employer(taxCode: "123") { name }', /"taxCode": expected a tax code of 10 digits/],
];

describe.each(bad)('%s', (field, expected) => {
  test('is refused at its path, says what was expected, and nothing else is lost', async () => {
    const { data, errors } = await stack.ask(`{ bad: ${field} good: administrativeUnit(code: "79") { name } }`);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['bad'], extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toMatch(expected);
    expect(data).toEqual({ bad: null, good: { name: 'Hồ Chí Minh' } });
  });
});

test('the same by variables', async () => {
  const query =
    'query ($number: PersonalNumber!, $on: Date) { personByNumber(number: $number) { id } administrativeUnit(code: "79", on: $on) { name } agency(code: "G09") { code } }';
  const { data, errors } = await stack.ask(query, { number: 'secret-4711', on: '2025-06-31' });
  expect(data).toEqual({ personByNumber: null, administrativeUnit: null, agency: { code: 'G09' } });
  expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual(
    expect.arrayContaining([
      ['personByNumber', 'BAD_USER_INPUT'],
      ['administrativeUnit', 'BAD_USER_INPUT'],
    ]),
  );
  // The value may be personal: no error repeats it.
  expect(JSON.stringify(errors)).not.toContain('4711');
});

test('a page far too long is refused by its own field too, however much lies below it', async () => {
  const query =
    '{ officials(first: 10000) { nodes { agency { officials(first: 20) { nodes { id } } } } } agency(code: "G09") { code } }';
  const { data, errors } = await stack.ask(query);
  expect(data).toEqual({ officials: null, agency: { code: 'G09' } });
  expect(errors).toMatchObject([{ path: ['officials'], extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('a nested bad argument costs only its own field', async () => {
  const query =
    '{ administrativeUnit(code: "79") { name children(first: 500) { nodes { name } } agencies(first: 1) { nodes { name } } } }';
  const { data, errors } = await stack.ask(query);
  expect(errors).toMatchObject([{ path: ['administrativeUnit', 'children'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(data.administrativeUnit).toMatchObject({ name: 'Hồ Chí Minh', children: null });
  expect(data.administrativeUnit.agencies.nodes).toHaveLength(1);
});

test('more than 1,000 codes are too many to resolve at once', async () => {
  const codes = Array.from({ length: 1_001 }, () => '79');
  const { errors } = await stack.ask(
    'query ($codes: [UnitCode!]!) { resolveUnits(codes: $codes, on: "2025-06-30") { status } }',
    { codes },
  );
  expect(errors).toMatchObject([{ message: 'Argument "codes": expected at most 1000 codes.', path: ['resolveUnits'] }]);
});

test('a missing thing is null, without an error', async () => {
  const nobody = '00000000-0000-8000-8000-000000000000';
  const query = `{
    administrativeUnit(code: "99999") { name }
    early: administrativeUnit(code: "26740", on: "2025-06-30") { fullName }
    agency(code: "Z99") { name }
    official(id: "${nobody}") { category }
    worker(id: "${nobody}") { status }
    insuredPerson(id: "${nobody}") { id }
    employer(taxCode: "9999999999") { name }
    person(id: "${nobody}") { official { id } worker { id } insuredPerson { id } }
  }`;
  const { data, errors } = await stack.ask(query);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    administrativeUnit: null,
    early: { fullName: 'Phường Bến Nghé' },
    agency: null,
    official: null,
    worker: null,
    insuredPerson: null,
    employer: null,
    // A person is a link, not a record: its parts tell that nobody knows it.
    person: { official: null, worker: null, insuredPerson: null },
  });
});

test('an unknown field or a wrong built-in type fails the whole document with 400, as GraphQL says', async () => {
  const response = await fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: '{ administrativeUnits(first: "many") { nope } }' }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    errors: [
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ],
  });
});

test('a variable given null that decides what is asked is refused before anyone is asked', async () => {
  const query = 'query ($v: Boolean = true) { agency(code: "G09") { code name @include(if: $v) } }';
  expect((await stack.ask(query)).data?.agency).toHaveProperty('name');
  const { data, errors } = await stack.ask(query, { v: null });
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(errors?.[0]?.message).toBe('Expected true or false for each variable that @skip or @include asks.');
});
