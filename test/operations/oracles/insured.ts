import type { Oracle, Paged } from './oracle.ts';
import { by, pageOf, pick } from './page.ts';
import { contributionsOf, employerNames, insuredByPerson, payOfMonth } from './people.ts';
import { agenciesById } from './units.ts';

const insuredBaseOfMonth: Oracle = async (databases, { first, month }: Paged & { month: string }) => {
  const rows = await databases.officials<{ id: string; fullName: string; personId: string }[]>`
    select id, full_name as "fullName", person_id as "personId" from officials where status = 'ACTIVE'
    order by full_name collate "vi-x-icu", id limit ${first + 1}`;
  const pay = await payOfMonth(
    databases,
    rows.map(({ id }) => id),
    month,
  );
  const insured = await insuredByPerson(
    databases,
    rows.map(({ personId }) => personId),
  );
  const paid = await contributionsOf(
    databases,
    [...insured.values()].flat().map(({ id }) => id),
    month,
  );
  const contributions = (recordId: string) => {
    const row = paid.get(recordId);
    if (!row) return [];
    const { pension, health, employee, employer, agencyId } = row;
    return [
      {
        ...pick(row, 'month', 'base', 'lowestBase', 'highestBase', 'total'),
        employeeAmounts: { total: employee },
        employerAmounts: { retirementSurvivor: pension, health, total: employer },
        agency: agencyId && { code: agencyId },
      },
    ];
  };
  return {
    officials: pageOf(rows, first, ({ id, fullName, personId }) => ({
      id,
      fullName,
      monthlyPay: pick(
        pay.get(id),
        'coefficient',
        'positionAllowance',
        'overFramePercent',
        'baseSalary',
        'expectedInsuredBase',
      ),
      person: {
        insuredPersons: (insured.get(personId) ?? []).map((record) => ({
          id: record.id,
          contributions: contributions(record.id),
        })),
      },
    })),
  };
};

const officialsInsuredByEmployers: Oracle = async (
  databases,
  { first, taxCodes }: Paged & { taxCodes: string[] | null },
) => {
  const { insurance, officials } = databases;
  const asked = insurance`${taxCodes}::text[] is null or employer_tax_code = any(${taxCodes}::text[])`;
  const rows = await insurance<
    {
      id: string;
      personId: string;
      fullName: string;
      category: string;
      insuredBase: number;
      month: string;
      taxCode: string;
    }[]
  >`
    select id, person_id as "personId", full_name as "fullName", category, insured_base::float8 as "insuredBase",
      to_char(last_contribution_month, 'YYYY-MM') as month, employer_tax_code as "taxCode"
    from insured_persons where ${asked} order by full_name collate "vi-x-icu", id limit ${first + 1}`;
  const [{ total } = { total: 0 }] = await insurance<{ total: number }[]>`
    select count(*)::int as total from insured_persons where ${asked}`;
  const found = await officials<{ personId: string; category: string; status: string; agencyId: string }[]>`
    select distinct on (person_id) person_id as "personId", category, status, agency_id as "agencyId" from officials
    where person_id = any(${rows.map(({ personId }) => personId)}::uuid[]) order by person_id, updated_at desc, id`;
  const official = by(found, 'personId');
  const agencies = await agenciesById(
    databases,
    found.map(({ agencyId }) => agencyId),
  );
  const employer = await employerNames(
    databases,
    rows.map(({ taxCode }) => taxCode),
  );
  return {
    insuredPersons: {
      totalCount: total,
      ...pageOf(rows, first, (row) => {
        const same = official.get(row.personId);
        return {
          ...pick(row, 'id', 'fullName', 'category', 'insuredBase'),
          lastContributionMonth: row.month,
          employer: employer(row.taxCode),
          person: {
            official: same
              ? { ...pick(same, 'category', 'status'), agency: pick(agencies.get(same.agencyId), 'code', 'name') }
              : null,
          },
        };
      }),
    },
  };
};

/** What is insured, beside what officials are. */
export const insuredOracles: Record<string, Oracle> = {
  'insured-base-of-month': insuredBaseOfMonth,
  'officials-insured-by-employers': officialsInsuredByEmployers,
};
