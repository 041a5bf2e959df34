import type { Databases } from '../databases.ts';
import { by } from './page.ts';

/** Monthly pay of officials, by official. Base salaries: Decrees 24/2023, 73/2024, 161/2026; limits: Law 41/2024/QH15 art. 31. */
export async function payOfMonth({ officials }: Databases, ids: readonly string[], month: string) {
  const rows = await officials<PayOfOracle[]>`
    with base as (
      select amount from (values ('2019-07-01'::date, 1490000), ('2023-07-01', 1800000), ('2024-07-01', 2340000),
        ('2026-07-01', 2530000)) as salary (valid_from, amount)
      where valid_from <= ${`${month}-01`}::date order by valid_from desc limit 1
    ), pay as (
      select distinct on (o.id) o.id, s.coefficient, s.position_allowance, s.over_frame_percent, base.amount as base,
        round(base.amount * (s.coefficient * (1 + s.over_frame_percent / 100.0) + s.position_allowance)) as amount
      from base, officials o join salary_steps s on s.official_id = o.id
      where o.id = any(${[...ids]}::uuid[]) and s.effective_from <= ${`${month}-01`}::date
        and (s.effective_to is null or s.effective_to > ${`${month}-01`}::date)
        and (o.left_on is null or o.left_on > ${`${month}-01`}::date)
      order by o.id, s.ordinal desc
    )
    select id, coefficient::float8, position_allowance::float8 as "positionAllowance",
      over_frame_percent as "overFramePercent", base as "baseSalary", amount::float8,
      least(greatest(amount, base), 20 * base)::float8 as "expectedInsuredBase"
    from pay`;
  return by(rows, 'id');
}

export type PayOfOracle = {
  id: string;
  coefficient: number;
  positionAllowance: number;
  overFramePercent: number;
  baseSalary: number;
  amount: number;
  expectedInsuredBase: number;
};

/** Records of insured people by person, the one paid for last first. */
export async function insuredByPerson({ insurance }: Databases, personIds: readonly string[]) {
  const rows = await insurance<InsuredOfOracle[]>`
    select id, person_id as "personId", scheme, category, status, joined_on::text as "joinedOn",
      contribution_months as "contributionMonths", to_char(last_contribution_month, 'YYYY-MM') as "lastContributionMonth",
      unit_id as "unitId",
      (select insurance_number from insurance_numbers n where n.insured_person_id = p.id
        order by valid_from desc, insurance_number desc limit 1) as "insuranceNumber"
    from insured_persons p where person_id = any(${[...personIds]}::uuid[])
    order by last_contribution_month desc nulls last, joined_on, id`;
  return Map.groupBy(rows, ({ personId }) => personId);
}

export type InsuredOfOracle = {
  id: string;
  personId: string;
  scheme: string;
  category: string;
  status: string;
  joinedOn: string;
  contributionMonths: number;
  lastContributionMonth: string | null;
  unitId: string;
  insuranceNumber: string | null;
};

/**
 * The contributions of one month, by insured person's record: 8 + 1.5 + 1 % and 14 + 3 + .5 + 3 + 1 % (Law 41/2024/QH15 art. 32-34), or
 * 22 % where neither an employer nor an agency pays (art. 36). Limits from July 2026: 2,530,000 and 20 times that, before 2,340,000.
 */
export async function contributionsOf({ insurance }: Databases, recordIds: readonly string[], month: string) {
  const level = month < '2026-07' ? 2_340_000 : 2_530_000;
  const rows = await insurance<ContributionOfOracle[]>`
    with paid as (
      select *, employer_tax_code is null and agency_id is null as voluntary, unemployment_insured::int as u, base::numeric as b
      from contribution_months
      where insured_person_id = any(${[...recordIds]}::uuid[]) and month = ${`${month}-01`}::date
    ), parts as (
      select *, case when voluntary then 0 else round(b * 0.14) end as pension, case when voluntary then 0 else round(b * 0.03) end as health,
        case when voluntary then round(b * 0.22) else round(b * 0.08) + round(b * 0.015) + u * round(b * 0.01) end as employee,
        case when voluntary then 0 else round(b * 0.14) + 2 * round(b * 0.03) + round(b * 0.005) + u * round(b * 0.01) end as employer
      from paid
    )
    select insured_person_id as id, to_char(month, 'YYYY-MM') as month, base, (case when voluntary then null else ${level} end)::int as "lowestBase",
      (20 * ${level}::int) as "highestBase", pension::float8, health::float8, employee::float8, employer::float8,
      (employee + employer)::float8 as total, employer_tax_code as "taxCode", agency_id as "agencyId"
    from parts`;
  return by(rows, 'id');
}

export type ContributionOfOracle = {
  id: string;
  month: string;
  base: number;
  lowestBase: number | null;
  highestBase: number;
  pension: number;
  health: number;
  employee: number;
  employer: number;
  total: number;
  taxCode: string | null;
  agencyId: string | null;
};

/** Workers by person, with the employer of the main job. */
export async function workersByPerson({ labour }: Databases, personIds: readonly string[]) {
  const rows = await labour<WorkerOfOracle[]>`
    select distinct on (w.person_id) w.id, w.person_id as "personId", w.status, w.education, w.registered_on::text as "registeredOn",
      w.unit_id as "unitId",
      (select json_build_object('position', c.position, 'taxCode', e.tax_code, 'name', e.name)
        from employment_contracts c join employers e on e.tax_code = c.employer_tax_code
        where c.worker_id = w.id and c.is_main) as main
    from workers w where w.person_id = any(${[...personIds]}::uuid[])
    order by w.person_id, w.updated_on desc, w.id`;
  return by(rows, 'personId');
}

export type WorkerOfOracle = {
  id: string;
  personId: string;
  status: string;
  education: string;
  registeredOn: string;
  unitId: string;
  main: { position: string; taxCode: string; name: string } | null;
};

/** Employers by tax code: the name that the labour database knows. */
export async function employerNames({ labour }: Databases, taxCodes: readonly (string | null)[]) {
  const rows = await labour<{ taxCode: string; name: string }[]>`
    select tax_code as "taxCode", name from employers where tax_code = any(${taxCodes.filter((code) => code !== null)})`;
  const known = by(rows, 'taxCode');
  return (taxCode: string | null) => (taxCode === null ? null : (known.get(taxCode) ?? { taxCode, name: null }));
}

/** One official of each person, the record updated last. */
export async function officialsByPerson({ officials }: Databases, personIds: readonly string[]) {
  const rows = await officials<OfficialOfOracle[]>`
    select distinct on (person_id) id, person_id as "personId", full_name as "fullName", category, status, agency_id as "agencyId"
    from officials where person_id = any(${[...personIds]}::uuid[]) order by person_id, updated_at desc, id`;
  return by(rows, 'personId');
}

export type OfficialOfOracle = {
  id: string;
  personId: string;
  fullName: string;
  category: string;
  status: string;
  agencyId: string;
};
