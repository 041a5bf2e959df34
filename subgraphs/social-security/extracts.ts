import type { Extract } from '../kit/extract.ts';
import { identityColumns, nameColumns } from '../kit/extract-columns.ts';
import { startOfYear } from '../kit/extract-years.ts';
import { personalNumberColumns, personalNumberJoin } from '../law/personal-number-sql.ts';

const byPerson = { kind: 'PERSON', column: 'person_id' } as const;

/** What the rules of data quality read of social security. */
export const extracts: Extract[] = [
  {
    name: 'insured_persons',
    about:
      'An insured person: payer of the last contribution, and whether the number and the name agree with the rest.',
    key: byPerson,
    columns: {
      id: 'uuid',
      person_id: 'uuid',
      sex: 'text',
      birth_date: 'date',
      unit_id: 'text',
      province_id: 'text',
      category: 'text',
      status: 'text',
      joined_on: 'date',
      contribution_months: 'integer',
      last_contribution_month: 'date',
      employer_tax_code: 'text',
      agency_id: 'text',
      updated_on: 'date',
      ...identityColumns,
    },
    query: `select i.id, i.person_id, i.sex, i.birth_date, i.unit_id, i.province_id, i.category, i.status, i.joined_on,
  i.contribution_months, i.last_contribution_month, i.employer_tax_code, i.agency_id, i.updated_on,
  ${personalNumberColumns('i')},
  ${nameColumns('i')}
from insured_persons i ${personalNumberJoin('i')}`,
  },
  {
    name: 'contributions',
    about: 'The months that one payer contributed for an insured person on one base.',
    key: byPerson,
    columns: {
      insured_person_id: 'uuid',
      person_id: 'uuid',
      agency_id: 'text',
      employer_tax_code: 'text',
      base: 'integer',
      unemployment_insured: 'boolean',
      months: 'date[]',
    },
    // Person by person, along the index: grouped at once, these tens of millions of rows would be sorted on disk.
    query: `select i.id as insured_person_id, i.person_id, c.agency_id, c.employer_tax_code, c.base, c.unemployment_insured, c.months
from insured_persons i cross join lateral (
  select m.agency_id, m.employer_tax_code, m.base, m.unemployment_insured, array_agg(m.month order by m.month) as months
  from contribution_months m where m.insured_person_id = i.id
  group by m.agency_id, m.employer_tax_code, m.base, m.unemployment_insured) as c`,
  },
  {
    name: 'benefits',
    about: 'A benefit: its kind and months, not its amount.',
    key: byPerson,
    columns: {
      id: 'uuid',
      person_id: 'uuid',
      kind: 'text',
      unit_id: 'text',
      province_id: 'text',
      first_month: 'date',
      last_month: 'date',
    },
    query: `select id, person_id, kind, unit_id, province_id, first_month, last_month from benefits`,
  },
  {
    name: 'pensions',
    about: 'A pension and since when.',
    key: byPerson,
    columns: {
      id: 'uuid',
      person_id: 'uuid',
      unit_id: 'text',
      province_id: 'text',
      started_on: 'date',
      ended_on: 'date',
    },
    query: `select id, person_id, unit_id, province_id, started_on, ended_on from pensions`,
  },
  {
    name: 'social_pensions',
    about: 'A social pension and since when.',
    key: byPerson,
    columns: {
      id: 'uuid',
      person_id: 'uuid',
      unit_id: 'text',
      province_id: 'text',
      started_on: 'date',
      ended_on: 'date',
    },
    query: `select id, person_id, unit_id, province_id, started_on, ended_on from social_pensions`,
  },
  {
    name: 'elders',
    about:
      'A health card of a person aged 69 or more, who is alive while one is in force, and whether the household is poor or near-poor.',
    key: byPerson,
    columns: {
      person_id: 'uuid',
      birth_date: 'date',
      unit_id: 'text',
      province_id: 'text',
      poor: 'boolean',
      card_id: 'uuid',
      card_from: 'date',
      card_to: 'date',
    },
    // Born early enough to be 69 within this year. Which card is in force, rules tell by the day that they judge.
    query: `select card.person_id, card.birth_date, card.unit_id, card.province_id,
  exists (select from poor_household_members member join poor_households household on household.id = member.household_id
    where member.person_id = card.person_id and household.removed_on is null) as poor,
  card.id as card_id, card.valid_from as card_from, card.valid_to as card_to
from health_cards card
where card.birth_date < date '${startOfYear(-68)}'`,
  },
  {
    name: 'insurance_numbers',
    about: 'An old insurance number of an insured person, as a salted hash.',
    key: byPerson,
    columns: { insured_person_id: 'uuid', person_id: 'uuid', number_hash: 'text' },
    query: `select n.insured_person_id, i.person_id,
  left(encode(sha256(convert_to((select salt from extract_state) || '|' || n.insurance_number, 'UTF8')), 'hex'), 32) as number_hash
from insurance_numbers n join insured_persons i on i.id = n.insured_person_id`,
  },
];
