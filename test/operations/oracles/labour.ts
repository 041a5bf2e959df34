import { expect } from 'vitest';
import type { Oracle, Paged } from './oracle.ts';
import { pageOf, pick } from './page.ts';
import { insuredByPerson, officialsByPerson } from './people.ts';
import { agenciesById, unitsById, unitToday } from './units.ts';

const officialsInLabourRegister: Oracle = async (databases, { first, unitIds }: Paged & { unitIds: string[] }) => {
  const { labour } = databases;
  const rows = await labour<{ id: string; personId: string; unitId: string }[]>`
    select id, person_id as "personId", unit_id as "unitId", full_name as "fullName", status, registered_on::text as "registeredOn"
    from workers where unit_id = any(${unitIds}) order by workers.full_name collate "vi-x-icu", id limit ${first + 1}`;
  const [count] = await labour`select count(*)::int as total from workers where unit_id = any(${unitIds})`;
  const units = await unitsById(databases, unitIds);
  const officials = await officialsByPerson(
    databases,
    rows.map(({ personId }) => personId),
  );
  const agencies = await agenciesById(
    databases,
    [...officials.values()].map(({ agencyId }) => agencyId),
  );
  return {
    workers: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ personId, unitId, ...row }) => {
        const same = officials.get(personId);
        return {
          ...row,
          residence: pick(units.get(unitId), 'code', 'fullName'),
          person: {
            official: same
              ? {
                  ...pick(same, 'id', 'fullName', 'category', 'status'),
                  agency: pick(agencies.get(same.agencyId), 'code', 'name'),
                }
              : null,
          },
        };
      }),
    },
  };
};

type EmployerRow = { unitId: string; taxCode: string };

const employerAndItsWorkers: Oracle = async (databases, { first, taxCode }: Paged & { taxCode: string }) => {
  const { labour, insurance } = databases;
  const [employer] = await labour<EmployerRow[]>`
    select e.tax_code as "taxCode", tax_code_check as "taxCodeCheck", e.name, status, unit_id as "unitId",
      json_build_object('code', i.code, 'edition', i.edition, 'name', i.name) as industry,
      (select count(distinct worker_id)::int from employment_contracts c where c.employer_tax_code = e.tax_code and ended_on is null)
        as "registeredWorkers"
    from employers e join industries i on i.id = e.industry_id where e.tax_code = ${taxCode}`;
  if (!employer) return { employer: null };
  const [paid] = await insurance<{ last: string | null; workers: number }[]>`
    select to_char(month, 'YYYY-MM') as last, count(*)::int as workers from contribution_months where employer_tax_code = ${taxCode}
    group by month order by month desc limit 1`;
  const contracts = await labour<{ personId: string; fullName: string }[]>`
    select c.kind, started_on::text as "startedOn", expires_on::text as "expiresOn", position, monthly_salary::float8 as "monthlySalary",
      (c.kind = 'INDEFINITE' or expires_on is null or expires_on <= started_on + interval '36 months') as "termWithinLimit",
      json_build_object('code', o.code, 'name', o.name) as occupation, w.full_name as "fullName", w.person_id as "personId"
    from employment_contracts c join workers w on w.id = c.worker_id left join occupations o on o.code = c.occupation_code
    where employer_tax_code = ${taxCode} and ended_on is null order by started_on desc, c.id desc limit ${first + 1}`;
  const [count] = await labour`
    select count(*)::int as total from employment_contracts where employer_tax_code = ${taxCode} and ended_on is null`;
  const insured = await insuredByPerson(
    databases,
    contracts.map(({ personId }) => personId),
  );
  const { unitId, ...row } = employer;
  return {
    employer: {
      ...row,
      unit: pick((await unitsById(databases, [unitId])).get(unitId), 'fullName'),
      lastContributionMonth: paid?.last ?? null,
      contributingWorkers: paid?.workers ?? 0,
      contracts: {
        totalCount: count?.total,
        ...pageOf(contracts, first, ({ personId, fullName, ...contract }) => ({
          ...contract,
          worker: {
            fullName,
            person: { insuredPerson: pick(insured.get(personId)?.[0], 'status', 'lastContributionMonth') },
          },
        })),
      },
    },
  };
};

const employersAndTheirContributions: Oracle = async (databases, { first, province }: Paged & { province: string }) => {
  const { labour, insurance } = databases;
  const unit = await unitToday(databases, province);
  const rows = await labour<EmployerRow[]>`
    select tax_code as "taxCode", name, unit_id as "unitId",
      (select count(distinct worker_id)::int from employment_contracts c where c.employer_tax_code = e.tax_code and ended_on is null)
        as "registeredWorkers"
    from employers e where province_id = ${unit?.id ?? ''} and status = 'ACTIVE' order by e.name collate "vi-x-icu", tax_code limit ${first + 1}`;
  const [count] = await labour`
    select count(*)::int as total from employers where province_id = ${unit?.id ?? ''} and status = 'ACTIVE'`;
  const paid = await insurance<{ taxCode: string; last: string; workers: number }[]>`
    select employer_tax_code as "taxCode", to_char(max(month), 'YYYY-MM') as last,
      count(*) filter (where month = '2026-10-01')::int as workers
    from contribution_months where employer_tax_code = any(${rows.map(({ taxCode }) => taxCode)}) group by employer_tax_code`;
  const units = await unitsById(
    databases,
    rows.map(({ unitId }) => unitId),
  );
  return {
    administrativeUnit: {
      fullName: unit?.fullName,
      employers: {
        totalCount: count?.total,
        ...pageOf(rows, first, ({ unitId, ...row }) => {
          const months = paid.find(({ taxCode }) => taxCode === row.taxCode);
          return {
            ...row,
            unit: pick(units.get(unitId), 'fullName'),
            lastContributionMonth: months?.last ?? null,
            contributingWorkers: months?.workers ?? 0,
          };
        }),
      },
    },
  };
};

const personByNumber: Oracle = async (databases, { number }: { number: string }) => {
  const { officials, labour, insurance } = databases;
  const records = await officials<{ agencyId: string }[]>`
    select id, full_name as "fullName", category, status, agency_id as "agencyId" from officials
    where personal_number = ${number} order by updated_at desc, id`;
  const [worker] = await labour<{ unitId: string }[]>`
    select status, education, unit_id as "unitId",
      (select coalesce(json_agg(json_build_object('kind', c.kind, 'status', case when ended_on is null then 'IN_FORCE' else 'ENDED' end,
          'startedOn', started_on, 'endedOn', ended_on, 'employer', json_build_object('name', e.name)) order by started_on desc, c.id), '[]')
        from employment_contracts c join employers e on e.tax_code = c.employer_tax_code where c.worker_id = w.id) as contracts,
      (select json_build_object('status', status, 'expectedSalary', expected_salary) from job_seekers where worker_id = w.id) as "jobSeeker"
    from workers w where personal_number = ${number} order by updated_on desc, id limit 1`;
  const insured = await insurance<{ unitId: string; personId: string }[]>`
    select scheme, category, joined_on::text as "joinedOn", unit_id as "unitId", person_id as "personId",
      (select coalesce(json_agg(json_build_object('insuranceNumber', insurance_number, 'validFrom', valid_from, 'validTo', valid_to)
          order by valid_from, insurance_number), '[]')
        from insurance_numbers n where n.insured_person_id = p.id) as "insuranceNumbers"
    from insured_persons p where personal_number = ${number} order by last_contribution_month desc nulls last, joined_on, id`;
  const personId = insured[0]?.personId ?? '';
  const cards = await insurance`
    select number, valid_to::text as "validTo", facility from health_cards where person_id = ${personId} order by valid_from desc, id`;
  const benefits = await insurance`
    select kind, to_char(first_month, 'YYYY-MM') as "firstMonth", to_char(last_month, 'YYYY-MM') as "lastMonth",
      case when kind <> 'LUMP_SUM' then amount::float8 end as "monthlyAmount"
    from benefits where person_id = ${personId} order by benefits.first_month desc, id`;
  const agencies = await agenciesById(
    databases,
    records.map(({ agencyId }) => agencyId),
  );
  const units = await unitsById(databases, [worker?.unitId ?? null, ...insured.map(({ unitId }) => unitId)]);
  const place = (unitId: string) => pick(units.get(unitId), 'fullName');
  return {
    personByNumber: {
      id: expect.stringMatching(personId),
      officials: records.map(({ agencyId, ...row }) => ({ ...row, agency: pick(agencies.get(agencyId), 'name') })),
      worker: worker ? { ...omitUnit(worker), residence: place(worker.unitId) } : null,
      insuredPersons: insured.map(({ personId: _, ...row }) => ({ ...omitUnit(row), residence: place(row.unitId) })),
      healthCards: [...cards],
      benefits: [...benefits],
    },
  };
};

const omitUnit = <Row extends { unitId: string }>({ unitId: _, ...row }: Row) => row;

/** Workers, employers, and a person of all databases. */
export const labourOracles: Record<string, Oracle> = {
  'officials-in-labour-register': officialsInLabourRegister,
  'employer-and-its-workers': employerAndItsWorkers,
  'employers-and-their-contributions': employersAndTheirContributions,
  'person-by-number': personByNumber,
};
