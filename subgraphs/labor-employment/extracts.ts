import type { Extract } from '../kit/extract.ts';
import { identityColumns, nameColumns } from '../kit/extract-columns.ts';
import { personalNumberColumns, personalNumberJoin } from '../law/personal-number-sql.ts';

const byPerson = { kind: 'PERSON', column: 'person_id' } as const;

/** What the rules of data quality read of the labour register. */
export const extracts: Extract[] = [
  {
    name: 'workers',
    about: 'A registered worker, and whether the number and the name agree with the rest of the record.',
    key: byPerson,
    columns: {
      id: 'uuid',
      person_id: 'uuid',
      sex: 'text',
      birth_date: 'date',
      status: 'text',
      unit_id: 'text',
      province_id: 'text',
      registered_on: 'date',
      updated_on: 'date',
      ...identityColumns,
    },
    query: `select w.id, w.person_id, w.sex, w.birth_date, w.status, w.unit_id, w.province_id, w.registered_on, w.updated_on,
  ${personalNumberColumns('w')},
  ${nameColumns('w')}
from workers w ${personalNumberJoin('w')}`,
  },
  {
    name: 'contracts',
    about: 'A contract of employment: its parties, kind and dates.',
    key: byPerson,
    columns: {
      id: 'uuid',
      worker_id: 'uuid',
      person_id: 'uuid',
      employer_tax_code: 'text',
      is_main: 'boolean',
      kind: 'text',
      started_on: 'date',
      expires_on: 'date',
      ended_on: 'date',
      unit_id: 'text',
    },
    query: `select c.id, c.worker_id, w.person_id, c.employer_tax_code, c.is_main, c.kind, c.started_on, c.expires_on, c.ended_on, c.unit_id
from employment_contracts c join workers w on w.id = c.worker_id`,
  },
  {
    name: 'claims',
    about: 'A claim for unemployment benefit, and the months it was paid for.',
    key: byPerson,
    columns: {
      id: 'uuid',
      worker_id: 'uuid',
      person_id: 'uuid',
      status: 'text',
      unit_id: 'text',
      province_id: 'text',
      decided_on: 'date',
      months: 'smallint',
      paid_months: 'text[]',
    },
    query: `select id, worker_id, person_id, status, unit_id, province_id, decided_on, months, paid_months
from unemployment_claims`,
  },
  {
    name: 'employers',
    about: 'An employer: tax code, place and state.',
    key: { kind: 'EMPLOYER', column: 'tax_code' },
    columns: {
      tax_code: 'text',
      tax_code_check: 'text',
      status: 'text',
      unit_id: 'text',
      province_id: 'text',
      updated_on: 'date',
    },
    query: `select tax_code, tax_code_check, status, unit_id, province_id, updated_on from employers`,
  },
];
