import type { GraphQLScalarType } from 'graphql';
import { createScalar } from './scalar.ts';

/** Text that matches a pattern, and a check where a pattern is not enough. */
function text(name: string, expected: string, pattern: RegExp, check: (value: string) => boolean = () => true) {
  return createScalar({
    name,
    expected,
    parse: (input) => (typeof input === 'string' && pattern.test(input) && check(input) ? input : undefined),
  });
}

/** Whether yyyy-MM-dd is a day of the (proleptic Gregorian) calendar, from year 1 as PostgreSQL counts. */
function isCalendarDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && !value.startsWith('0000') && new Date(time).toISOString().startsWith(value);
}

// The first three digits are the place of birth registration; no list of places starts at 000.
const hasPlaceOfBirth = (number: string) => !number.startsWith('000');

const instantPattern = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

const instant = createScalar({
  name: 'DateTime',
  expected: 'a point in time as ISO 8601 with a time zone, e.g. 2026-10-31T08:00:00Z',
  parse(input) {
    if (typeof input !== 'string' || !instantPattern.test(input) || Number.isNaN(Date.parse(input))) return undefined;
    const utc = new Date(input).toISOString();
    // In another zone the first day of year 1 is still year 0, which PostgreSQL does not have.
    return utc.startsWith('0000') ? undefined : utc;
  },
  serialize: (value) => new Date(value as string | Date).toISOString(),
});

const vnd = createScalar({
  name: 'VND',
  expected: 'a whole number of đồng',
  parse: (input) => (Number.isSafeInteger(input) ? (input as number) : undefined),
  serialize: (value) => Number(value),
});

/** Every custom scalar of the contract; a subgraph gets those that its SDL declares. */
export const scalars: Record<string, GraphQLScalarType> = Object.fromEntries(
  [
    text('Date', 'a date as yyyy-MM-dd', /^\d{4}-\d{2}-\d{2}$/, isCalendarDate),
    text('YearMonth', 'a month as yyyy-MM', /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/),
    text('PersonalNumber', 'a personal identity number of 12 digits', /^\d{12}$/, hasPlaceOfBirth),
    text('TaxCode', 'a tax code of 10 digits, or 13 as NNNNNNNNNN-NNN', /^\d{10}(-\d{3})?$/),
    text('UnitCode', 'an administrative unit code of 2, 3 or 5 digits', /^(\d{2}|\d{3}|\d{5})$/),
    text(
      'AgencyCode',
      'an agency identification code such as G09 or H26.101',
      /^(?=.{1,35}$)[A-Z]\d{2}(\.[0-9A-Z]+)*$/,
    ),
    instant,
    vnd,
  ].map((scalar) => [scalar.name, scalar]),
);
