import type { Oracle, Paged } from './oracle.ts';
import { by, pageOf, pick, without } from './page.ts';
import { insuredByPerson } from './people.ts';
import { agenciesById, successionsOf, unitsById } from './units.ts';

const unmatchedOfficialsInNewCommunes: Oracle = async (
  databases,
  { first, formedOn }: Paged & { formedOn: string },
) => {
  const { officials } = databases;
  const asked = officials`unit_id like ${`_____@${formedOn}`} and citizen_match = 'NOT_MATCHED'`;
  const rows = await officials<
    { id: string; fullName: string; birthYear: number; citizenMatchedAt: string; agencyId: string; unitId: string }[]
  >`
    select id, full_name as "fullName", extract(year from birth_date)::int as "birthYear",
      to_char(citizen_matched_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "citizenMatchedAt",
      agency_id as "agencyId", unit_id as "unitId"
    from officials where ${asked} order by full_name collate "vi-x-icu", id limit ${first + 1}`;
  const [count] = await officials`select count(*)::int as total from officials where ${asked}`;
  const unitIds = rows.map(({ unitId }) => unitId);
  const units = await unitsById(databases, unitIds);
  const agencies = await agenciesById(
    databases,
    rows.map(({ agencyId }) => agencyId),
  );
  const predecessors = Map.groupBy(await successionsOf(databases, 'to', unitIds), ({ toId }) => toId);
  return {
    officials: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ agencyId, unitId, ...row }) => {
        const unit = units.get(unitId);
        return {
          ...row,
          citizenMatch: 'NOT_MATCHED',
          agency: pick(agencies.get(agencyId), 'code', 'name'),
          unit: {
            ...pick(unit, 'code', 'fullName', 'kind', 'validFrom'),
            parent: pick(unit?.parent, 'fullName'),
            predecessors: (predecessors.get(unitId) ?? []).map(({ extent, from }) => ({
              extent,
              unit: pick(from, 'code', 'fullName'),
            })),
          },
        };
      }),
    },
  };
};

const retirementsNextYear: Oracle = async (databases, variables: Paged & { from: string; before: string }) => {
  const { officials } = databases;
  const { first, from, before } = variables;
  const asked = officials`status in ('ACTIVE', 'SECONDED') and retirement_date >= ${from} and retirement_date < ${before}`;
  const groups = await officials<{ code: string; name: string; group: string; count: number }[]>`
    select p.code, p.name, p.position_group as group, count(*)::int as count
    from officials o join job_positions p on p.code = o.job_position_code where ${asked} group by p.code order by count(*) desc, p.code`;
  const rows = await officials<
    {
      fullName: string;
      birthDate: string;
      sex: string;
      retirementDate: string;
      rankCode: string;
      agencyId: string;
      personId: string;
    }[]
  >`
    select full_name as "fullName", birth_date::text as "birthDate", sex, retirement_date::text as "retirementDate",
      rank_code as "rankCode", agency_id as "agencyId", person_id as "personId"
    from officials where ${asked} order by officials.retirement_date, id limit ${first + 1}`;
  const agencies = await agenciesById(
    databases,
    rows.map(({ agencyId }) => agencyId),
  );
  const insured = await insuredByPerson(
    databases,
    rows.map(({ personId }) => personId),
  );
  return {
    officialStatistics: groups.map(({ count, ...jobPosition }) => ({ jobPosition, count })),
    officials: {
      totalCount: groups.reduce((sum, { count }) => sum + count, 0),
      ...pageOf(rows, first, ({ agencyId, personId, ...row }) => ({
        ...row,
        agency: pick(agencies.get(agencyId), 'name'),
        person: { insuredPerson: pick(insured.get(personId)?.[0], 'contributionMonths') },
      })),
    },
  };
};

const officialsRecordedTwice: Oracle = async (databases, { first }: Paged) => {
  const { officials } = databases;
  const people = officials`select person_id from officials group by person_id having count(*) > 1`;
  const rows = await officials<{ id: string; personId: string }[]>`
    select id, person_id as "personId" from officials where person_id in (${people})
    order by full_name collate "vi-x-icu", id limit ${first + 1}`;
  const [count] = await officials`select count(*)::int as total from officials where person_id in (${people})`;
  const records = await officials<
    {
      id: string;
      personId: string;
      fullName: string;
      status: string;
      lastPaidMonth: string;
      updatedAt: string;
      agencyId: string;
      unitId: string;
    }[]
  >`
    select id, person_id as "personId", full_name as "fullName", status, to_char(last_paid_month, 'YYYY-MM') as "lastPaidMonth",
      to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt",
      agency_id as "agencyId", unit_id as "unitId"
    from officials where person_id in (${people}) order by officials.updated_at desc, id`;
  const agencies = await agenciesById(
    databases,
    records.map(({ agencyId }) => agencyId),
  );
  const units = await unitsById(
    databases,
    records.map(({ unitId }) => unitId),
  );
  const byPerson = Map.groupBy(records, ({ personId }) => personId);
  const present = (record: (typeof records)[number]) => ({
    ...without(record, 'personId', 'agencyId', 'unitId'),
    agency: pick(agencies.get(record.agencyId), 'code', 'name'),
    unit: pick(units.get(record.unitId), 'fullName'),
  });
  return {
    officials: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ id, personId }) => ({
        id,
        person: { id: personId, officials: byPerson.get(personId)?.map(present) },
      })),
    },
  };
};

const officialsPaidAfterLeaving: Oracle = async (databases, { first }: Paged) => {
  const { officials, insurance } = databases;
  const rows = await officials<
    {
      id: string;
      fullName: string;
      status: string;
      leftOn: string;
      lastPaidMonth: string;
      agencyId: string;
      personId: string;
    }[]
  >`
    select id, full_name as "fullName", status, left_on::text as "leftOn", to_char(last_paid_month, 'YYYY-MM') as "lastPaidMonth",
      agency_id as "agencyId", person_id as "personId"
    from officials where last_paid_month >= left_on order by full_name collate "vi-x-icu", id limit ${first + 1}`;
  const [count] = await officials`select count(*)::int as total from officials where last_paid_month >= left_on`;
  const people = rows.map(({ personId }) => personId);
  const pensions = await insurance<{ personId: string; startedOn: string; monthlyAmount: number }[]>`
    select distinct on (person_id) person_id as "personId", started_on::text as "startedOn", monthly_amount::float8 as "monthlyAmount"
    from pensions where person_id = any(${people}::uuid[]) order by person_id, pensions.started_on desc, id`;
  const pension = by(pensions, 'personId');
  const insured = await insuredByPerson(databases, people);
  const agencies = await agenciesById(
    databases,
    rows.map(({ agencyId }) => agencyId),
  );
  return {
    officials: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ agencyId, personId, ...row }) => ({
        ...row,
        agency: pick(agencies.get(agencyId), 'name'),
        person: {
          pension: pick(pension.get(personId), 'startedOn', 'monthlyAmount'),
          insuredPerson: pick(insured.get(personId)?.[0], 'status', 'lastContributionMonth'),
        },
      })),
    },
  };
};

/** Lists of officials that something is wrong with, or that a plan needs. */
export const officialsOracles: Record<string, Oracle> = {
  'unmatched-officials-in-new-communes': unmatchedOfficialsInNewCommunes,
  'retirements-next-year': retirementsNextYear,
  'officials-recorded-twice': officialsRecordedTwice,
  'officials-paid-after-leaving': officialsPaidAfterLeaving,
};
