/**
 * The tables that hold records of people, by subgraph: how the owner's SQL finds a table's rows within a reach. `WITHIN`
 * stands for the place's condition, with the agency's where AGENCY is named too; `OWNED` for the caller's agency as the owner.
 */
export const protectedTables: Record<string, Record<string, string>> = {
  officials: {
    officials: 'WITHIN_AGENCY',
    ...Object.fromEntries(
      ['appointments', 'citizen_matches', 'disciplines', 'ratings', 'rewards', 'salary_steps', 'trainings'].map(
        (table) => [table, 'official_id in (select id from officials where WITHIN_AGENCY)'],
      ),
    ),
  },
  'labor-employment': {
    workers: 'WITHIN',
    job_seekers: 'WITHIN',
    unemployment_claims: 'WITHIN',
    employment_contracts: 'worker_id in (select id from workers where WITHIN)',
  },
  'social-security': {
    insured_persons: 'WITHIN_AGENCY',
    contribution_months: 'insured_person_id in (select id from insured_persons where WITHIN_AGENCY)',
    insurance_numbers: 'insured_person_id in (select id from insured_persons where WITHIN_AGENCY)',
    benefits: 'WITHIN or insured_person_id in (select id from insured_persons where WITHIN_AGENCY)',
    pensions: 'WITHIN or insured_person_id in (select id from insured_persons where WITHIN_AGENCY)',
    assistance_grants: 'WITHIN',
    health_cards: 'WITHIN',
    merit_persons: 'WITHIN',
    poor_households: 'WITHIN',
    poor_household_members: 'household_id in (select id from poor_households where WITHIN)',
    social_pensions: 'WITHIN',
  },
  'data-quality': {
    findings: '(WITHIN_AGENCY or OWNED)',
    quality_cells: '(WITHIN_AGENCY or OWNED)',
    waivers: 'finding_id in (select id from findings where WITHIN_AGENCY or OWNED)',
  },
};

/** The tables that hold no one, by subgraph. */
export const publicTables: Record<string, string[]> = {
  'administrative-units': ['administrative_units', 'agencies', 'agency_units', 'unit_successions'],
  officials: ['citizen_match_runs', 'job_positions', 'payroll_quotas'],
  'labor-employment': ['employers', 'industries', 'occupations', 'vacancies'],
  'social-security': [],
  'data-quality': ['participation', 'place_names', 'quality_runs', 'rule_runs', 'staged_sources'],
};

/** The policies by which the application writes, by table: as PostgreSQL names them with their command. */
export const writingPolicies: Record<string, string[]> = { waivers: ['waive a', 'withdraw w'] };

export const openTables = Object.values(publicTables).flat();
