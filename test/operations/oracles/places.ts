import type { Databases } from '../databases.ts';
import type { Oracle, Paged } from './oracle.ts';
import { pageOf, pick } from './page.ts';
import { communesOf, successionsOf, unitToday } from './units.ts';

/** Open posts and people looking for work in a province, by the first digits of the occupation. */
async function market({ labour }: Databases, provinceId: string, level: number, on: string) {
  return labour<{ code: string; name: string; nameEn: string; openings: number; seekers: number }[]>`
    select code, o.name, o.name_en as "nameEn", coalesce(openings, 0)::int as openings, coalesce(seekers, 0)::int as seekers
    from (select left(occupation_code, ${level}) as code, sum(openings) as openings from vacancies
        where province_id = ${provinceId} and status = 'OPEN'
          and posted_on <= ${on} and (closes_on is null or closes_on >= ${on}) group by 1) as demand
      full join (select left(occupation_code, ${level}) as code, count(*) as seekers from job_seekers
        where province_id = ${provinceId} and status = 'SEEKING' group by 1) as supply using (code)
      join occupations o using (code)
    order by coalesce(openings, 0) desc, coalesce(seekers, 0) desc, code`;
}

const jobMarketOfProvince: Oracle = async (
  databases,
  { province, occupationLevel, on }: { province: string; occupationLevel: number; on: string },
) => {
  const unit = await unitToday(databases, province);
  if (!unit) return { administrativeUnit: null };
  const [count] = await databases.labour`
    select count(*)::int as all, count(*) filter (where status = 'UNEMPLOYED')::int as unemployed,
      (select count(*)::int from job_seekers where province_id = ${unit.id} and status = 'SEEKING') as seekers
    from workers where province_id = ${unit.id}`;
  const predecessors = await successionsOf(databases, 'to', [unit.id]);
  const balances = await market(databases, unit.id, occupationLevel, on);
  return {
    administrativeUnit: {
      ...pick(unit, 'id', 'fullName'),
      predecessors: predecessors.map(({ from }) => ({ unit: pick(from, 'code', 'fullName') })),
      workerCount: count?.all,
      unemployed: count?.unemployed,
      jobSeekerCount: count?.seekers,
      jobMarket: balances.map(({ openings, seekers, ...occupation }) => ({ occupation, openings, seekers })),
    },
  };
};

const vacanciesAndSeekersByCommune: Oracle = async (
  databases,
  { first, province, on }: Paged & { province: string; on: string },
) => {
  const { labour, units } = databases;
  const communes = await communesOf(databases, province, first + 1);
  const ids = communes.map(({ id }) => id);
  const vacancies = await labour<{ unitId: string }[]>`
    select v.unit_id as "unitId", title, openings, salary_from::float8 as "salaryFrom", closes_on::text as "closesOn",
      case when o.code is not null then json_build_object('name', o.name) end as occupation, json_build_object('name', e.name) as employer
    from vacancies v join employers e on e.tax_code = v.employer_tax_code left join occupations o on o.code = v.occupation_code
    where v.unit_id = any(${ids}) and v.status = 'OPEN'
      and posted_on <= ${on} and (closes_on is null or closes_on >= ${on}) order by posted_on desc, v.id desc`;
  const seekers = await labour<{ unitId: string; total: number }[]>`
    select unit_id as "unitId", count(*)::int as total from job_seekers
    where unit_id = any(${ids}) and status = 'SEEKING' group by unit_id`;
  const [count] = await units`
    select count(*)::int as total from administrative_units
    where level = 'COMMUNE' and parent_code = ${province} and validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date`;
  const open = Map.groupBy(vacancies, ({ unitId }) => unitId);
  return {
    administrativeUnit: {
      children: {
        totalCount: count?.total,
        ...pageOf(communes, first, ({ id, code, fullName }) => ({
          code,
          fullName,
          jobSeekerCount: seekers.find(({ unitId }) => unitId === id)?.total ?? 0,
          vacancies: {
            totalCount: open.get(id)?.length ?? 0,
            nodes: (open.get(id) ?? []).slice(0, 5).map(({ unitId: _, ...vacancy }) => vacancy),
          },
        })),
      },
    },
  };
};

const unitsByName: Oracle = async (databases, variables: Paged & { name: string; validOn: string }) => {
  const { units, officials, labour, insurance } = databases;
  const { first, name, validOn } = variables;
  // Folded here by the rules of spelling alone: no diacritics, no case.
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase();
  const asked = units`validity @> ${validOn}::date
    and (folded_name like ${`%${plain}%`} or folded_full_name like ${`${plain}%`})`;
  const rows = await units<{ id: string }[]>`
    select id, full_name as "fullName", level,
      (select json_build_object('fullName', p.full_name) from administrative_units p
        where p.code = u.parent_code and p.validity @> ${validOn}::date) as parent
    from administrative_units u where ${asked} order by u.name collate "vi-x-icu", id limit ${first + 1}`;
  const [count] = await units`select count(*)::int as total from administrative_units where ${asked}`;
  const ids = rows.map(({ id }) => id);
  const counts = async (sql: typeof labour, table: string) => {
    const found = await sql<{ id: string; total: number }[]>`
      select asked.id, (select count(*)::int from ${sql(table)} where asked.id in (unit_id, province_id)) as total
      from unnest(${ids}::text[]) as asked (id)`;
    return new Map(found.map(({ id, total }) => [id, total]));
  };
  const [officialCount, workerCount, insuredCount] = await Promise.all([
    counts(officials, 'officials'),
    counts(labour, 'workers'),
    counts(insurance, 'insured_persons'),
  ]);
  return {
    administrativeUnits: {
      totalCount: count?.total,
      ...pageOf(rows, first, (row) => ({
        ...row,
        officialCount: officialCount.get(row.id),
        workerCount: workerCount.get(row.id),
        insuredCount: insuredCount.get(row.id),
      })),
    },
  };
};

/** What is asked of places. */
export const placesOracles: Record<string, Oracle> = {
  'job-market-of-province': jobMarketOfProvince,
  'vacancies-and-seekers-by-commune': vacanciesAndSeekersByCommune,
  'units-by-name': unitsByName,
};
