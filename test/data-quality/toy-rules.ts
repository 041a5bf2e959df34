import type { Rule } from '../../subgraphs/data-quality/rules/rule.ts';
import { newestMonthTurn } from '../../subgraphs/data-quality/rules/sql.ts';

const text = { vi: 'văn bản', en: 'text' };

const rule = (given: Pick<Rule, 'id' | 'subject' | 'reads' | 'applies' | 'found'> & Partial<Rule>): Rule => ({
  dimension: 'CORRECT',
  severity: 'MEDIUM',
  title: text,
  about: text,
  source: 'a test',
  validFrom: '2020-01-01',
  validTo: null,
  details: {},
  explanation: { found: text, expected: text, action: text },
  touches: 'OWN',
  turns: [],
  ...given,
});

/** Rules of each kind that the engine treats in its own way, small enough to be worked out by hand. */
export const toyRules: readonly Rule[] = [
  // One database, one table.
  rule({
    id: 'low-step',
    subject: 'OFFICIAL',
    reads: [],
    applies: `r.status = 'ACTIVE'`,
    found: `select r.id, jsonb_build_object('step', r.step) as details,
      jsonb_build_object('field', 'step', 'values', jsonb_build_array('2'), 'certain', true) as correction from subject r where r.step = 1 and r.coefficient > 0`,
  }),
  // Several findings a record; crosses databases.
  rule({
    id: 'insured-payers',
    subject: 'OFFICIAL',
    reads: ['social_security.contributions'],
    applies: 'true',
    found: `select r.id, c.base::text || coalesce(c.agency_id, '') as part, jsonb_build_object('months', cardinality(c.months)) as details
      from subject r join (select distinct on (person_id, base, agency_id) * from social_security.contributions order by person_id, base, agency_id, months) c
      on c.person_id = r.person_id where cardinality(c.months) < 6`,
  }),
  // Applies by another table.
  rule({
    id: 'worker-with-contract',
    subject: 'WORKER',
    reads: ['labor_employment.contracts'],
    applies: 'exists (select from labor_employment.contracts c where c.worker_id = r.id)',
    found: `select r.id from subject r where r.sex = 'FEMALE'`,
  }),
  // An employer, by what persons say of it.
  rule({
    id: 'employer-of-few',
    subject: 'EMPLOYER',
    reads: ['social_security.contributions', 'labor_employment.contracts'],
    applies: 'true',
    found: `select r.id, jsonb_build_object('people', count(distinct c.person_id), 'contracts', count(distinct k.worker_id)) as details
      from subject r left join social_security.contributions c on c.employer_tax_code = r.tax_code
      left join labor_employment.contracts k on k.employer_tax_code = r.tax_code
      group by r.id having count(distinct c.person_id) < 40`,
  }),
  // A person, by what an employer's record says.
  rule({
    id: 'worker-of-employer',
    subject: 'WORKER',
    reads: ['labor_employment.contracts', 'labor_employment.employers'],
    applies: 'true',
    found: `select distinct r.id from subject r join labor_employment.contracts c on c.worker_id = r.id
      join labor_employment.employers e on e.tax_code = c.employer_tax_code where e.status <> 'ACTIVE'`,
  }),
  // Compares records of several persons.
  rule({
    id: 'born-together',
    subject: 'OFFICIAL',
    reads: [],
    touches: 'ALL',
    applies: 'true',
    found: `select r.id, jsonb_build_object('others', count(*)) as details from subject r
      join officials.officials o on o.agency_id = r.agency_id and o.birth_date = r.birth_date and o.id <> r.id group by r.id`,
  }),
  // Compares records that are alike in a column and another one.
  rule({
    id: 'same-rank-in-agency',
    subject: 'OFFICIAL',
    reads: [],
    touches: { table: 'officials.officials', column: 'agency_id', compared: ['step'] },
    applies: 'true',
    found: `select r.id, jsonb_build_object('others', count(*)) as details from subject r
      join officials.officials o on o.agency_id = r.agency_id and o.step = r.step and o.id <> r.id group by r.id`,
  }),
  // Reference data, and law.
  rule({
    id: 'former-unit',
    subject: 'OFFICIAL',
    reads: ['administrative_units.units'],
    applies: 'r.unit_id is not null',
    turns: [
      { from: 'administrative_units.units u cross join law.toy_limits l', key: null, day: 'u.valid_to + l.days' },
    ],
    found: `select r.id from subject r join administrative_units.units u on u.id = r.unit_id
      cross join law.toy_limits l where u.valid_to <= as_of() - l.days`,
  }),
  // Measures from what is no record's own.
  rule({
    id: 'behind-newest-month',
    subject: 'INSURED_PERSON',
    reads: [],
    applies: 'r.last_contribution_month is not null',
    turns: [newestMonthTurn],
    found: `select r.id from subject r where r.last_contribution_month <
      (select max(last_contribution_month) from social_security.insured_persons where last_contribution_month <= as_of())`,
  }),
  // Judged whole each time.
  rule({
    id: 'agency-of-many',
    subject: 'AGENCY',
    reads: ['officials.officials'],
    touches: 'ALL',
    applies: 'exists (select from officials.officials o where o.agency_id = r.id)',
    found: `select r.id, jsonb_build_object('officials', count(*)) as details from subject r join officials.officials o on o.agency_id = r.id
      group by r.id having count(*) > 3`,
  }),
];

export const toyLaw = [
  {
    name: 'toy_limits',
    columns: { days: 'integer' as const, marks: 'text[]' as const, since: 'date' as const },
    rows: [[0, ['a', 'b,c'], null]],
  },
];

/** The lock that the pausing rule waits for. */
export const pauseLock = 20_261_031;

/** The same, with one in the middle that waits for as long as a test holds a lock. */
export const pausingRules: readonly Rule[] = toyRules.flatMap((toy, index) =>
  index === 3
    ? [
        rule({
          id: 'pausing',
          subject: 'OFFICIAL',
          reads: [],
          applies: 'true',
          found: `select r.id from subject r where r.step = 2 and (select true from (select pg_advisory_xact_lock_shared(${pauseLock})) as turn)`,
        }),
        toy,
      ]
    : [toy],
);
