/**
 * The statements of the floor: one for each database and query, by keys alone. A month comes as its first day, lists as PostgreSQL writes
 * them.
 */
const official = `o.id, o.full_name as "fullName", o.category, o.status, o.title, o.rank_code as "rankCode", o.step,
  o.coefficient::float8, o.citizen_match as "citizenMatch", o.updated_at::text as "updatedAt", o.person_id as "personId",
  o.agency_id as "agencyId", o.unit_id as "unitId", o.hired_on::text as "hiredOn", o.left_on::text as "leftOn"`;

const stepOf = (day: string) => `left join lateral (
    select s.coefficient::float8, s.position_allowance::float8, s.over_frame_percent from salary_steps s
    where s.official_id = o.id and s.effective_from <= ${day} and (s.effective_to is null or ${day} < s.effective_to)
    order by s.ordinal desc limit 1) s on true`;

const step = `s.coefficient as "stepCoefficient", s.position_allowance as "positionAllowance",
  s.over_frame_percent as "overFramePercent"`;

const insured = (more: string) => `select p.*, m.month, m.base, m.unemployment_insured as "unemploymentInsured",
    m.employer_tax_code as "employerTaxCode", m.agency_id as "agencyId"${more}
  from (select distinct on (person_id) id, person_id as "personId", category, contribution_months as "contributionMonths"
    from insured_persons where person_id = any($1::uuid[])
    order by person_id, last_contribution_month desc nulls last, joined_on, id) p
    left join lateral (select month::text, base, unemployment_insured, employer_tax_code, agency_id
      from contribution_months where insured_person_id = p.id and month = $2::date) m on true`;

export const statements = {
  page: `select ${official}, ${step}
    from (select * from officials where (full_name collate "vi-x-icu", id) > ($1, $2::uuid)
      order by full_name collate "vi-x-icu", id limit $3) o ${stepOf('$4::date')}
    order by o.full_name collate "vi-x-icu", o.id`,
  point: `select ${official}, ${step}, j.name as "positionName", j.position_group as "positionGroup"
    from officials o join job_positions j on j.code = o.job_position_code ${stepOf('$2::date')} where o.id = $1::uuid`,
  agencies: `select a.id as code, a.name, p.id as "parentCode", p.name as "parentName"
    from agencies a left join agencies p on p.id = a.parent_id where a.id = any($1::text[])`,
  // Read as of today, or as of its last day where it has ended.
  units: `select u.id, u.code, u.full_name as "fullName", p.code as "parentCode", p.full_name as "parentName"
    from administrative_units u left join administrative_units p on p.code = u.parent_code
      and (p.valid_from is null or p.valid_from <= least(u.valid_to - 1, $2::date))
      and (p.valid_to is null or p.valid_to > least(u.valid_to - 1, $2::date))
    where u.id = any($1::text[])`,
  workers: `select distinct on (w.person_id) w.person_id as "personId", w.status, w.registered_on::text as "registeredOn",
      c.position, e.tax_code as "taxCode", e.name
    from workers w left join employment_contracts c on c.worker_id = w.id and c.is_main
      left join employers e on e.tax_code = c.employer_tax_code
    where w.person_id = any($1::uuid[]) order by w.person_id, w.updated_on desc, w.id`,
  insured: insured(''),
  insuredWithNumber: insured(`, (select n.insurance_number from insurance_numbers n where n.insured_person_id = p.id
    order by n.valid_from desc, n.insurance_number desc limit 1) as "insuranceNumber"`),
} as const;

export type StatementName = keyof typeof statements;

/** The subgraph whose database answers each. */
export const databaseOf: Record<StatementName, string> = {
  page: 'officials',
  point: 'officials',
  agencies: 'administrative-units',
  units: 'administrative-units',
  workers: 'labor-employment',
  insured: 'social-security',
  insuredWithNumber: 'social-security',
};

/** A list as PostgreSQL writes it, of codes and ids: none holds a comma or a quotation mark. */
export const list = (values: readonly (string | null)[]) =>
  `{${[...new Set(values)].filter((value) => value !== null).join(',')}}`;
