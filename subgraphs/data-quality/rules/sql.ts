import type { Turn } from './rule.ts';

/**
 * Pieces of SQL that several rules use. All are tables or conditions that PostgreSQL makes once for all records: nothing here
 * is worked out record by record.
 */

/** Units and the ones that carry them on now (`ids`), through chains of reforms; several where a unit was split. */
export const heirs = `(
  with recursive heir (from_id, to_id) as (
    select s.from_id, s.to_id from administrative_units.successions s where s.effective_from <= as_of()
    union
    select h.from_id, s.to_id from heir h
    join administrative_units.successions s on s.from_id = h.to_id and s.effective_from <= as_of()
  )
  select h.from_id, array_agg(h.to_id order by h.to_id) as ids
  from heir h join administrative_units.units u on u.id = h.to_id
  where u.valid_to is null or u.valid_to > as_of()
  group by h.from_id)`;

/** The days on which other units carry on former ones. */
export const heirTurns: readonly Turn[] = [
  { from: 'administrative_units.units u', key: null, day: 'u.valid_to' },
  { from: 'administrative_units.successions s', key: null, day: 's.effective_from' },
];

/** The correction of a field by one of several values (an SQL array of text, or null for none): certain where there is one. */
export const candidates = (field: string, values: string): string =>
  `case when ${values} is not null then
    jsonb_build_object('field', '${field}', 'values', to_jsonb(${values}), 'certain', cardinality(${values}) = 1) end`;

/**
 * The last month (its first day) for which anyone has contributed: recent months are told from it, not from today. It moves for
 * all when a month comes or goes, which run/landmarks.ts watches: a rule that reads it needs no `touches: 'ALL'` for that, but `newestMonthTurn`.
 */
export const newestMonth = `(
  select max(last_contribution_month) as month from social_security.insured_persons
  where last_contribution_month <= as_of())`;

/** The days on which it moves though nothing has changed: months that are to come are there already. */
export const newestMonthTurn: Turn = {
  from: 'social_security.insured_persons i',
  key: null,
  day: 'i.last_contribution_month',
};

/** The last month of a group of contributions `c`, and the first. */
export const lastOf = (group: string): string => `${group}.months[cardinality(${group}.months)]`;
export const firstOf = (group: string): string => `${group}.months[1]`;
