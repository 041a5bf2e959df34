import { PROVINCE_PREFIXES } from './birthplace-prefixes.ts';

/**
 * What personalNumberProblems (personal-number.ts) says, as columns of a SELECT from records that have `personal_number`,
 * `sex` and `birth_date`: the number itself need not leave its database. All but the first are null where it is not 12
 * digits. They read what personalNumberJoin adds.
 */
export function personalNumberColumns(record: string): string {
  const provinces = [...PROVINCE_PREFIXES.keys()].map((prefix) => `'${prefix}'`).join(', ');
  const prefix = 'left(valid.number, 3)';
  const centuryAndSex = 'substr(valid.number, 4, 1)::int';
  return `valid.number is not null as number_form_valid,
  -- The prefixes of countries: isCountryPrefix.
  ${prefix} in (${provinces}) or ${prefix} between '101' and '295' as number_prefix_known,
  (${centuryAndSex} % 2 = 0) = (${record}.sex = 'MALE') as number_sex_agrees,
  1900 + ${centuryAndSex} / 2 * 100 + substr(valid.number, 5, 2)::int = extract(year from ${record}.birth_date) as number_year_agrees`;
}

/** The number where it has its form, for the FROM of such a SELECT. `offset 0` makes PostgreSQL look at it once, not for each column. */
export function personalNumberJoin(record: string): string {
  return `cross join lateral (
    select case when ${record}.personal_number ~ '^[0-9]{12}$' then ${record}.personal_number end as number offset 0) as valid`;
}
