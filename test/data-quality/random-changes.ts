import type { QualityDatabases } from '../support/quality-databases.ts';

/** Some rows of a table, others for each salt. */
const some = (table: string, key: string, salt: string, count: number) =>
  `${key} in (select ${key} from ${table} order by md5(${key}::text || '${salt}') limit ${count})`;

/** What owners do to their records, by subgraph; each for a salt that chooses the records. */
const changes: [string, (salt: string) => string][] = [
  ['officials', (salt) => `update officials set step = step % 9 + 1 where ${some('officials', 'id', salt, 12)}`],
  [
    'officials',
    (salt) =>
      `update officials set updated_at = updated_at + interval '20 days', unit_id = null where ${some('officials', 'id', salt, 5)}`,
  ],
  [
    'officials',
    (salt) => `update officials set status = 'LEFT', left_on = '2026-09-01' where ${some('officials', 'id', salt, 4)}`,
  ],
  [
    'officials',
    (
      salt,
    ) => `update officials o set birth_date = p.birth_date, agency_id = p.agency_id, unit_id = p.unit_id, province_id = p.province_id
    from (select * from officials order by md5(id::text || '${salt}x') limit 1) p where o.${some('officials', 'id', salt, 3)}`,
  ],
  // Gone with all that belongs to it.
  ['officials', (salt) => `delete from officials where ${some('officials', 'id', salt, 2)}`],
  [
    'officials',
    (salt) =>
      `update payroll_quotas set civil_servant_posts = 0, public_employee_posts = 0 where ${some('payroll_quotas', 'agency_id', salt, 3)}`,
  ],
  [
    'social-security',
    (salt) => `update insured_persons set birth_date = birth_date + 1 where ${some('insured_persons', 'id', salt, 8)}`,
  ],
  [
    'social-security',
    (salt) =>
      `update contribution_months set base = base + 1000 where ${some('contribution_months', 'insured_person_id', salt, 30)}`,
  ],
  [
    'social-security',
    (salt) => `delete from contribution_months where ${some('contribution_months', 'insured_person_id', salt, 20)}`,
  ],
  // Another employer: both are touched.
  [
    'social-security',
    (
      salt,
    ) => `update contribution_months set employer_tax_code = (select min(employer_tax_code) from contribution_months)
    where employer_tax_code is not null and ${some('contribution_months', 'insured_person_id', salt, 40)}`,
  ],
  // The newest month that anyone has paid for moves.
  [
    'social-security',
    (salt) =>
      `update insured_persons set last_contribution_month = case '${salt}' when 'round 1' then date '2026-09-01' else '2026-11-01' end where ${some('insured_persons', 'id', salt, 1)}`,
  ],
  [
    'labor-employment',
    (salt) => `update employers set status = 'SUSPENDED' where ${some('employers', 'tax_code', salt, 2)}`,
  ],
  [
    'labor-employment',
    (salt) =>
      `update workers set sex = case sex when 'MALE' then 'FEMALE' else 'MALE' end::sex where ${some('workers', 'id', salt, 6)}`,
  ],
  [
    'labor-employment',
    (salt) => `delete from employment_contracts where ${some('employment_contracts', 'id', salt, 8)}`,
  ],
  [
    'labor-employment',
    (salt) => `update workers set person_id = gen_random_uuid() where ${some('workers', 'id', salt, 2)}`,
  ],
  [
    'administrative-units',
    (salt) =>
      `update agencies set valid_to = '2026-10-01' where not exists (select from agencies c where c.parent_id = agencies.id) and ${some('agencies', 'id', salt, 40)}`,
  ],
];

/**
 * Changes records as their owners would, in one transaction a change. Which changes and records depends on the round alone.
 *
 * @returns how many rows were changed
 */
export async function changeRecords(databases: QualityDatabases, round: number): Promise<number> {
  let rows = 0;
  for (const [index, [name, change]] of changes.entries()) {
    // Each round leaves some out, so that now one database has changed and now another.
    if ((index + round) % 3 === 0) continue;
    rows += (await databases.owner(name).unsafe(change(`round ${round}`))).count;
  }
  return rows;
}
