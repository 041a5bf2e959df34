import type { Databases } from '../databases.ts';
import type { Oracle, Paged } from './oracle.ts';
import { by, pageOf, pick } from './page.ts';
import { contributionsOf, employerNames } from './people.ts';
import { agenciesById, unitsById } from './units.ts';

const insuredPersonsOfAgency: Oracle = async (databases, variables: Paged & { code: string; month: string }) => {
  const { insurance } = databases;
  const { first, code, month } = variables;
  const [figures] = await insurance<{ insuredCount: number }[]>`
    select (select count(*)::int from insured_persons where agency_id = ${code}) as "insuredCount",
      (select to_char(max(month), 'YYYY-MM') from contribution_months where agency_id = ${code}) as "lastContributionMonth"`;
  const rows = await insurance<{ id: string }[]>`
    select id, full_name as "fullName", category, status, joined_on::text as "joinedOn", contribution_months as "contributionMonths",
      to_char(last_contribution_month, 'YYYY-MM') as "lastContributionMonth", insured_base::float8 as "insuredBase"
    from insured_persons where agency_id = ${code} order by insured_persons.full_name collate "vi-x-icu", id limit ${first + 1}`;
  const paid = await contributionsOf(
    databases,
    rows.map(({ id }) => id),
    month,
  );
  const payers = [...paid.values()].flatMap(({ agencyId }) => agencyId ?? []);
  const agencies = await agenciesById(databases, [code, ...payers]);
  const contributions = (id: string) => {
    const contribution = paid.get(id);
    if (!contribution) return [];
    const { base, total, employee, employer, agencyId } = contribution;
    const agency = pick(agencies.get(agencyId ?? ''), 'code', 'name');
    return [{ base, total, employeeAmounts: { total: employee }, employerAmounts: { total: employer }, agency }];
  };
  return {
    agency: {
      ...pick(agencies.get(code), 'code', 'name'),
      ...figures,
      insuredPersons: {
        totalCount: figures?.insuredCount,
        ...pageOf(rows, first, (row) => ({ ...row, contributions: contributions(row.id) })),
      },
    },
  };
};

/** Provinces that are, or whole went into, a province of today. */
async function provincesIn({ units }: Databases, province: string) {
  const rows = await units<{ id: string }[]>`
    with recursive part as (
      select id from administrative_units where id = ${province}
      union
      select s.from_id from part join unit_successions s on s.to_id = part.id join administrative_units u on u.id = s.from_id
      where u.level = 'PROVINCE'
    ) select id from part`;
  return rows.map(({ id }) => id);
}

type BenefitOfOracle = { personId: string; insuredPersonId: string | null; unitId: string };
type PayerOfOracle = { id: string; taxCode: string | null; agencyId: string | null };

const benefitsAndPayers: Oracle = async (databases, variables: Paged & { province: string; month: string }) => {
  const { insurance } = databases;
  const { first, province, month } = variables;
  const asked = insurance`province_id = any(${await provincesIn(databases, province)})
    and coalesce(last_month, 'infinity') >= ${`${month}-01`}::date`;
  const rows = await insurance<BenefitOfOracle[]>`
    select id, kind, to_char(first_month, 'YYYY-MM') as "firstMonth", to_char(last_month, 'YYYY-MM') as "lastMonth",
      case when kind <> 'LUMP_SUM' then amount::float8 end as "monthlyAmount", case kind when 'LUMP_SUM' then amount::float8 end as "lumpSum",
      decision_number as "decisionNumber", person_id as "personId", insured_person_id as "insuredPersonId", unit_id as "unitId"
    from benefits where ${asked} order by benefits.first_month desc, id desc limit ${first + 1}`;
  const [count] = await insurance`select count(*)::int as total from benefits where ${asked}`;
  const insured = await insurance<PayerOfOracle[]>`
    select id, full_name as "fullName", status, contribution_months as "contributionMonths",
      to_char(last_contribution_month, 'YYYY-MM') as "lastContributionMonth", employer_tax_code as "taxCode", agency_id as "agencyId"
    from insured_persons where id = any(${rows.flatMap(({ insuredPersonId }) => insuredPersonId ?? [])}::uuid[])`;
  const pensions = await insurance<{ personId: string }[]>`
    select distinct on (person_id) person_id as "personId", started_on::text as "startedOn", contribution_years as "contributionYears",
      rate_percent::float8 as "ratePercent"
    from pensions where person_id = any(${rows.map(({ personId }) => personId)}::uuid[]) order by person_id, pensions.started_on desc, id`;
  const units = await unitsById(
    databases,
    rows.map(({ unitId }) => unitId),
  );
  const employer = await employerNames(
    databases,
    insured.map(({ taxCode }) => taxCode),
  );
  const agencies = await agenciesById(
    databases,
    insured.flatMap(({ agencyId }) => agencyId ?? []),
  );
  const records = by(insured, 'id');
  const pensionOf = by(pensions, 'personId');
  const payersOf = (id: string | null) => {
    const record = records.get(id ?? '');
    if (!record) return null;
    const { id: _, taxCode, agencyId, ...told } = record;
    return { ...told, employer: employer(taxCode), agency: pick(agencies.get(agencyId ?? ''), 'code', 'name') };
  };
  const pension = (personId: string) => {
    const { personId: _, ...told } = pensionOf.get(personId) ?? { personId };
    return pensionOf.has(personId) ? told : null;
  };
  return {
    benefits: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ personId, insuredPersonId, unitId, ...row }) => ({
        ...row,
        residence: pick(units.get(unitId), 'fullName'),
        insuredPerson: payersOf(insuredPersonId),
        person: { pension: pension(personId) },
      })),
    },
  };
};

const employersAndInsuredPersons: Oracle = async (
  databases,
  variables: Paged & { province: string; month: string },
) => {
  const { labour, insurance } = databases;
  const { first, province, month } = variables;
  const rows = await labour<{ taxCode: string; unitId: string }[]>`
    select tax_code as "taxCode", name, unit_id as "unitId" from employers where province_id = ${province} and status = 'ACTIVE'
    order by employers.name collate "vi-x-icu", tax_code limit ${first + 1}`;
  const [count] = await labour`
    select count(*)::int as total from employers where province_id = ${province} and status = 'ACTIVE'`;
  const taxCodes = rows.map(({ taxCode }) => taxCode);
  const paid = await insurance<{ taxCode: string; last: string | null; workers: number; records: number }[]>`
    select code as "taxCode", (select to_char(max(month), 'YYYY-MM') from contribution_months where employer_tax_code = code) as last,
      (select count(*)::int from contribution_months where employer_tax_code = code and month = ${`${month}-01`}) as workers,
      (select count(*)::int from insured_persons where employer_tax_code = code) as records
    from unnest(${taxCodes}::text[]) as code`;
  const insured = await insurance<{ taxCode: string }[]>`
    select employer_tax_code as "taxCode", full_name as "fullName", status, to_char(last_contribution_month, 'YYYY-MM') as "lastContributionMonth"
    from insured_persons where employer_tax_code = any(${taxCodes}) order by insured_persons.full_name collate "vi-x-icu", id`;
  const units = await unitsById(
    databases,
    rows.map(({ unitId }) => unitId),
  );
  const months = by(paid, 'taxCode');
  const people = Map.groupBy(insured, ({ taxCode }) => taxCode);
  return {
    employers: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ unitId, ...row }) => ({
        ...row,
        unit: pick(units.get(unitId), 'fullName'),
        lastContributionMonth: months.get(row.taxCode)?.last,
        contributingWorkers: months.get(row.taxCode)?.workers,
        insuredPersons: {
          totalCount: months.get(row.taxCode)?.records,
          nodes: (people.get(row.taxCode) ?? []).slice(0, 5).map(({ taxCode: _, ...person }) => person),
        },
      })),
    },
  };
};

/** Who pays insurance, and for whom. */
export const payersOracles: Record<string, Oracle> = {
  'benefits-and-payers': benefitsAndPayers,
  'employers-and-insured-persons': employersAndInsuredPersons,
  'insured-persons-of-agency': insuredPersonsOfAgency,
};
