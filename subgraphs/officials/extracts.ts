import { fingerprintOf } from '../kit/citizen-records.ts';
import type { Extract } from '../kit/extract.ts';
import { identityColumns, nameColumns } from '../kit/extract-columns.ts';
import { startOfYear } from '../kit/extract-years.ts';
import { personalNumberColumns, personalNumberJoin } from '../law/personal-number-sql.ts';
import { citizens } from './citizens.ts';

const byPerson = { kind: 'PERSON', column: 'person_id' } as const;

/** What the rules of data quality read of the officials. */
export const extracts: Extract[] = [
  {
    name: 'officials',
    about: 'An official: post, pay, dates of the record, and whether its number and name agree with the rest.',
    key: byPerson,
    columns: {
      id: 'uuid',
      person_id: 'uuid',
      sex: 'text',
      birth_date: 'date',
      category: 'text',
      status: 'text',
      agency_id: 'text',
      owner_id: 'text',
      unit_id: 'text',
      province_id: 'text',
      has_title: 'boolean',
      has_residence: 'boolean',
      has_ethnic_group: 'boolean',
      has_appointment: 'boolean',
      has_salary_step: 'boolean',
      rank_code: 'text',
      step: 'smallint',
      coefficient: 'numeric',
      position_allowance: 'numeric',
      over_frame_percent: 'smallint',
      hired_on: 'date',
      left_on: 'date',
      last_paid_month: 'date',
      retirement_date: 'date',
      last_decision_on: 'date',
      updated_at: 'timestamptz',
      ...identityColumns,
      match_outcome: 'text',
      match_fields: 'text[]',
    },
    query: `select officials.id, officials.person_id, officials.sex, officials.birth_date, officials.category, officials.status,
  officials.agency_id, officials.owner_id, officials.unit_id, officials.province_id,
  coalesce(officials.title, '') <> '' as has_title, coalesce(officials.residence_unit_id, '') <> '' as has_residence,
  coalesce(officials.ethnic_group, '') <> '' as has_ethnic_group,
  appointment.official_id is not null as has_appointment, salary_step.official_id is not null as has_salary_step,
  officials.rank_code, officials.step, officials.coefficient, officials.position_allowance, officials.over_frame_percent,
  officials.hired_on, officials.left_on, officials.last_paid_month, officials.retirement_date, officials.last_decision_on,
  officials.updated_at,
  ${personalNumberColumns('officials')},
  ${nameColumns('officials')},
  compared.outcome as match_outcome, compared.mismatched_fields as match_fields
from officials
  ${personalNumberJoin('officials')}
  -- Of a history the first is 0. For all records these are hashed, for some looked up.
  left join appointments appointment on appointment.official_id = officials.id and appointment.ordinal = 0
  left join salary_steps salary_step on salary_step.official_id = officials.id and salary_step.ordinal = 0
  left join citizen_matches match on match.official_id = officials.id
  -- What was edited since has not been compared as it is. "offset 0" makes PostgreSQL hash a record once, and not to join by it.
  left join lateral (
    select match.outcome, match.mismatched_fields where match.fingerprint = ${fingerprintOf(citizens)} offset 0
  ) as compared on true`,
  },
  {
    name: 'salary_steps',
    about: 'A step of pay of an official, in force this year or at some time in the two years before.',
    key: byPerson,
    columns: {
      official_id: 'uuid',
      person_id: 'uuid',
      rank_code: 'text',
      step: 'smallint',
      coefficient: 'numeric',
      position_allowance: 'numeric',
      over_frame_percent: 'smallint',
      effective_from: 'date',
      effective_to: 'date',
    },
    // Contributions that rules compare with them are of the last year.
    query: `select s.official_id, o.person_id, s.rank_code, s.step, s.coefficient, s.position_allowance, s.over_frame_percent,
  s.effective_from, s.effective_to
from salary_steps s join officials o on o.id = s.official_id
where s.effective_to is null or s.effective_to >= date '${startOfYear(-2)}'`,
  },
  {
    name: 'ratings',
    about: 'The rating of an official in a year, under the agency of today.',
    key: byPerson,
    columns: {
      official_id: 'uuid',
      person_id: 'uuid',
      agency_id: 'text',
      year: 'smallint',
      grade: 'text',
      decided_on: 'date',
    },
    query: `select r.official_id, o.person_id, o.agency_id, r.year, r.grade, r.decided_on
from ratings r join officials o on o.id = r.official_id`,
  },
  {
    name: 'disciplines',
    about: 'When an official was disciplined; not how, and not why.',
    key: byPerson,
    columns: { official_id: 'uuid', person_id: 'uuid', decided_on: 'date' },
    query: `select d.official_id, o.person_id, d.decided_on from disciplines d join officials o on o.id = d.official_id`,
  },
  {
    name: 'payroll_quotas',
    about: 'The posts that an agency may fill in a year.',
    key: { kind: 'REFERENCE' },
    columns: {
      agency_id: 'text',
      year: 'smallint',
      unit_id: 'text',
      province_id: 'text',
      posts: 'integer',
    },
    query: `select agency_id, year, unit_id, province_id, posts from payroll_quotas`,
  },
];
