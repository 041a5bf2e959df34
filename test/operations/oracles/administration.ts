import type { Databases } from '../databases.ts';
import type { Oracle, Paged } from './oracle.ts';
import { by, pageOf, pick } from './page.ts';
import { agenciesById, communesOf, successionsOf, unitsById } from './units.ts';

const officialsUnderFormerUnits: Oracle = async (databases, { first, provinces }: Paged & { provinces?: string[] }) => {
  const { officials, units } = databases;
  const ended = await units<{ id: string }[]>`
    select id from administrative_units u where level <> 'PROVINCE' and valid_to = '2025-07-01'
      and (${provinces ?? null}::text[] is null or exists (select from administrative_units p
        left join administrative_units d on d.level = 'DISTRICT' and d.code = u.parent_code and d.valid_to = '2025-07-01'
        where p.id = any(${provinces ?? []}) and p.validity @> '2025-06-30'::date and p.code = coalesce(d.parent_code, u.parent_code)))`;
  const asked = officials`unit_id = any(${ended.map(({ id }) => id)})`;
  const rows = await officials<{ id: string; agencyId: string; unitId: string }[]>`
    select id, full_name as "fullName", status, last_decision_on::text as "lastDecisionOn", agency_id as "agencyId",
      unit_id as "unitId"
    from officials where ${asked} order by full_name collate "vi-x-icu", id limit ${first + 1}`;
  const [count] = await officials`select count(*)::int as total from officials where ${asked}`;
  const unitIds = rows.map(({ unitId }) => unitId);
  const former = await unitsById(databases, unitIds);
  const became = Map.groupBy(await successionsOf(databases, 'from', unitIds), ({ fromId }) => fromId);
  const agencies = await agenciesById(
    databases,
    rows.map(({ agencyId }) => agencyId),
  );
  return {
    officials: {
      totalCount: count?.total,
      ...pageOf(rows, first, ({ agencyId, unitId, ...row }) => ({
        ...row,
        agency: pick(agencies.get(agencyId), 'code', 'name'),
        unit: {
          ...pick(former.get(unitId), 'id', 'fullName', 'level', 'validTo'),
          parent: pick(former.get(unitId)?.parent, 'fullName'),
          successors: (became.get(unitId) ?? []).map(({ extent, resolution, to }) => ({
            extent,
            resolution,
            unit: pick(to, 'id', 'code', 'fullName'),
          })),
        },
      })),
    },
  };
};

const officialsUnderFormerDistricts: Oracle = async (
  databases,
  variables: Paged & { province: string; on: string },
) => {
  const { units, officials } = databases;
  const { first, province, on } = variables;
  const asked = units`level = 'DISTRICT' and parent_code = ${province} and validity @> ${on}::date`;
  const districts = await units<{ id: string; code: string; fullName: string }[]>`
    select id, code, full_name as "fullName" from administrative_units where ${asked} order by code, id limit ${first + 1}`;
  const [count] = await units`select count(*)::int as total from administrative_units where ${asked}`;
  const ids = districts.map(({ id }) => id);
  const became = Map.groupBy(await successionsOf(databases, 'from', ids), ({ fromId }) => fromId);
  const rows = await officials<{ unitId: string; id: string; fullName: string; agencyId: string }[]>`
    select unit_id as "unitId", id, full_name as "fullName", agency_id as "agencyId" from officials
    where unit_id = any(${ids}) order by officials.full_name collate "vi-x-icu", id`;
  const agencies = await agenciesById(
    databases,
    rows.map(({ agencyId }) => agencyId),
  );
  const recorded = Map.groupBy(rows, ({ unitId }) => unitId);
  return {
    administrativeUnits: {
      totalCount: count?.total,
      ...pageOf(districts, first, ({ id, code, fullName }) => ({
        code,
        fullName,
        officials: {
          totalCount: recorded.get(id)?.length ?? 0,
          nodes: (recorded.get(id) ?? [])
            .slice(0, 10)
            .map((row) => ({ ...pick(row, 'id', 'fullName'), agency: pick(agencies.get(row.agencyId), 'name') })),
        },
        successors: (became.get(id) ?? []).map(({ to }) => ({ unit: pick(to, 'code', 'fullName') })),
      })),
    },
  };
};

async function staffBy({ officials }: Databases, column: 'unit_id' | 'agency_id', keys: string[], year: number) {
  const key = officials(column);
  const counts = await officials<{ key: string; records: number; people: number }[]>`
    select ${key} as key, count(*)::int as records,
      count(distinct person_id) filter (where status in ('ACTIVE', 'SECONDED'))::int as people
    from officials where ${key} = any(${keys}) group by 1`;
  const quotas = await officials<{ key: string; posts: number }[]>`
    select ${key} as key, sum(posts)::int as posts from payroll_quotas where ${key} = any(${keys}) and year = ${year} group by 1`;
  const count = by(counts, 'key');
  const quota = by(quotas, 'key');
  return (id: string) => ({
    headcount: count.get(id)?.people ?? 0,
    officialCount: count.get(id)?.records ?? 0,
    payrollQuota: quota.get(id)?.posts ?? null,
  });
}

const headcountAgainstQuota: Oracle = async (databases, variables: Paged & { province: string; year: number }) => {
  const { first, province, year } = variables;
  const communes = await communesOf(databases, province, first + 1);
  const agencies = await databases.units<{ code: string; name: string; unitCode: string }[]>`
    select a.id as code, name, s.unit_code as "unitCode" from agencies a join agency_units s on s.agency_id = a.id,
      cast(now() at time zone 'Asia/Ho_Chi_Minh' as date) as day
    where s.unit_code = any(${communes.map(({ code }) => code)}) and a.validity @> day and s.validity @> day order by a.id`;
  const ofUnit = await staffBy(
    databases,
    'unit_id',
    communes.map(({ id }) => id),
    year,
  );
  const ofAgency = await staffBy(
    databases,
    'agency_id',
    agencies.map(({ code }) => code),
    year,
  );
  const [count] = await databases.units`
    select count(*)::int as total from administrative_units
    where level = 'COMMUNE' and parent_code = ${province} and validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date`;
  return {
    administrativeUnits: {
      totalCount: count?.total,
      ...pageOf(communes, first, ({ id, code, fullName }) => ({
        code,
        fullName,
        ...ofUnit(id),
        agencies: {
          nodes: agencies
            .filter(({ unitCode }) => unitCode === code)
            .slice(0, 10)
            .map((agency) => ({
              ...pick(agency, 'code', 'name'),
              ...pick(ofAgency(agency.code), 'headcount', 'payrollQuota'),
            })),
        },
      })),
    },
  };
};

const agencyAndItsDepartments: Oracle = async (databases, variables: Paged & { code: string; year: number }) => {
  const { units, officials, insurance } = databases;
  const { first, code, year } = variables;
  const [agency] = await units`select name, name_en as "nameEn", level from agencies where id = ${code}`;
  const below = units`parent_id = ${code} and validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date`;
  const rows = await units<{ code: string }[]>`
    select id as code, legacy_code as "legacyCode", name, kind from agencies where ${below} order by id limit ${first + 1}`;
  const [count] = await units`select count(*)::int as total from agencies where ${below}`;
  const codes = rows.map((row) => row.code);
  const staff = await staffBy(databases, 'agency_id', codes, year);
  const highest = await officials<{ agencyId: string; fullName: string; coefficient: number }[]>`
    select agency_id as "agencyId", full_name as "fullName", coefficient::float8
    from officials where agency_id = any(${codes}) order by officials.coefficient desc, id desc`;
  const insured = await insurance<{ agencyId: string; total: number; last: string | null }[]>`
    select code as "agencyId", (select count(*)::int from insured_persons where agency_id = code) as total,
      (select to_char(max(month), 'YYYY-MM') from contribution_months where agency_id = code) as last
    from unnest(${codes}::text[]) as code`;
  const paid = by(insured, 'agencyId');
  return {
    agency: agency
      ? {
          ...agency,
          children: {
            totalCount: count?.total,
            ...pageOf(rows, first, (row) => ({
              ...row,
              ...pick(staff(row.code), 'headcount', 'payrollQuota'),
              insuredCount: paid.get(row.code)?.total,
              lastContributionMonth: paid.get(row.code)?.last,
              officials: {
                nodes: highest
                  .filter(({ agencyId }) => agencyId === row.code)
                  .slice(0, 3)
                  .map((official) => pick(official, 'fullName', 'coefficient')),
              },
            })),
          },
        }
      : null,
  };
};

/** Staff by unit and agency. */
export const administrationOracles: Record<string, Oracle> = {
  'officials-under-former-units': officialsUnderFormerUnits,
  'officials-under-former-districts': officialsUnderFormerDistricts,
  'headcount-against-quota': headcountAgainstQuota,
  'agency-and-its-departments': agencyAndItsDepartments,
};
