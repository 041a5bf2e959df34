import type { Databases } from '../databases.ts';
import type { Oracle } from './oracle.ts';
import { pick } from './page.ts';
import { unitsById } from './units.ts';

/** Former units whose people all went into that one. */
const whole = ['WHOLE', 'ALL_POPULATION_PART_OF_AREA'];

/** Each unit's unit of today, by the successions of the units database, to the end of the chain; itself where it was split. */
async function unitsOfToday({ units }: Databases) {
  const rows = await units<{ id: string }[]>`select id from administrative_units`;
  const successions = await units<{ from: string; to: string }[]>`
    select from_id as from, to_id as to from unit_successions where extent = any(${whole})
      and effective_from <= (now() at time zone 'Asia/Ho_Chi_Minh')::date`;
  const next = new Map(successions.map(({ from, to }) => [from, to]));
  const end = (id: string): string => (next.has(id) ? end(next.get(id) as string) : id);
  const ids = rows.map(({ id }) => id);
  const ended = await units<{ id: string }[]>`
    select id from administrative_units where not validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date`;
  const former = new Set(ended.map(({ id }) => id));
  const todays = ids.map(end);
  return { ids, todays, split: [...new Set(todays.filter((id) => former.has(id)))] };
}

/** The age band of a year of birth, and its place among the bands, for SQL that names the year `born` and the age `aged`. */
const bandOf = `case when aged < 15 then 'UNDER_15' when aged > 74 then 'AGE_75_AND_OVER' else format('AGE_%s_%s', aged / 5 * 5, aged / 5 * 5 + 4) end`;
/** The place of such a band of a group. */
const bandPlace = 'least(greatest(min(aged) / 5, 2), 15)';
const thisYear = `extract(year from now() at time zone 'Asia/Ho_Chi_Minh')::int`;

type Counted = { count: number };

/** Rows with the part of each in all that have the same keys. */
function shared<Row extends Counted>(rows: readonly Row[], ...keys: (keyof Row)[]) {
  const keyOf = (row: Row) => JSON.stringify(keys.map((key) => row[key]));
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(keyOf(row), (totals.get(keyOf(row)) ?? 0) + row.count);
  return rows.map((row) => ({ ...row, share: Number((row.count / (totals.get(keyOf(row)) as number)).toFixed(4)) }));
}

type Placed = Counted & { today: string | null };

/** Rows with their unit of today as `name`. */
async function withUnits<Row extends Placed>(databases: Databases, rows: readonly Row[], name: string) {
  const units = await unitsById(
    databases,
    rows.map(({ today }) => today),
  );
  return rows.map(({ today, ...row }) => ({ [name]: pick(units.get(today ?? ''), 'code', 'fullName'), ...row }));
}

const officialsByAgeAndEducation: Oracle = async ({ officials }) => {
  const rows = await officials<(Counted & { ageBand: string })[]>`
    select ${officials.unsafe(bandOf)} as "ageBand",
      case degree when 2 then 'INTERMEDIATE' when 3 then 'COLLEGE' when 4 then 'BACHELOR' when 5 then 'MASTER' when 6 then 'DOCTORATE' end as education,
      sex, count(*)::int as count
    from (select sex, ${officials.unsafe(thisYear)} - extract(year from birth_date)::int as aged,
        (select max(case level when 'Trung cấp' then 2 when 'Cao đẳng' then 3 when 'Đại học' then 4 when 'Thạc sĩ' then 5 when 'Tiến sĩ' then 6 end)
          from trainings t where t.official_id = o.id and kind = 'DEGREE') as degree
      from officials o where status in ('ACTIVE', 'SECONDED')) as official
    group by 1, degree, sex order by count(*) desc, ${officials.unsafe(bandPlace)}, degree, sex`;
  return { officialStatistics: shared(rows, 'ageBand') };
};

const officialsOnUnitsOfToday: Oracle = async (databases, { province }: { province: string }) => {
  const { officials } = databases;
  const { ids, todays, split } = await unitsOfToday(databases);
  const provinces = await officials<Placed[]>`
    select today, count(*)::int as count from officials left join unnest(${ids}::text[], ${todays}::text[]) as u (id, today) on u.id = province_id
    group by 1 order by 2 desc, 1`;
  const units = await officials<Placed[]>`
    select u.today, coalesce(u.today = any(${split}), false) as "unitSplit", count(*)::int as count from officials
      join unnest(${ids}::text[], ${todays}::text[]) as p (id, today) on p.id = province_id
      left join unnest(${ids}::text[], ${todays}::text[]) as u (id, today) on u.id = unit_id
    where p.today = ${province} group by 1, 2 order by 3 desc, 1`;
  return {
    provinces: await withUnits(databases, shared(provinces), 'provinceToday'),
    units: await withUnits(databases, shared(units), 'unitToday'),
  };
};

type InService = Placed & { sex: string; comparedCount: number; change: number };

const officialsInServiceBeforeAndAfter: Oracle = async (databases, months: { before: string; after: string }) => {
  const { ids, todays } = await unitsOfToday(databases);
  const provinceOf = await provincesOf(databases);
  const at = provinceOf.ids.map((id) => todays[ids.indexOf(id)] as string);
  const rows = await databases.officials<InService[]>`
    with post as (
      select month, o.id, o.sex, (
        select unit_id from appointments a
        where a.official_id = o.id and a.effective_from < month + interval '1 month' and action not in ('SECONDMENT', 'EXIT', 'RETIREMENT')
        order by effective_from desc, ordinal desc limit 1) as unit_id
      from officials o, unnest(${[`${months.before}-01`, `${months.after}-01`]}::date[]) as month
      where hired_on < month + interval '1 month'
        and (left_on >= month + interval '1 month' or (left_on is null and status in ('ACTIVE', 'SECONDED')))
    ), counted as (
      select u.province as today, sex, count(*) filter (where month = ${`${months.after}-01`})::int as count,
        count(*) filter (where month = ${`${months.before}-01`})::int as "comparedCount"
      from post left join unnest(${provinceOf.units}::text[], ${at}::text[]) as u (id, province) on u.id = unit_id group by 1, 2
    ) select *, count - "comparedCount" as change from counted order by count desc, today, sex`;
  return { serviceStatistics: await withUnits(databases, shared(rows, 'today'), 'provinceToday') };
};

/** Every unit with the province that it stands under, or last stood under. */
async function provincesOf({ units }: Databases) {
  const rows = await units<{ unit: string; id: string }[]>`
    with recursive above as (
      select id as unit, id, level, parent_code, validity from administrative_units
      union all
      select above.unit, p.id, p.level, p.parent_code, p.validity from above join administrative_units p on p.code = above.parent_code
        and p.validity @> least((now() at time zone 'Asia/Ho_Chi_Minh')::date, upper(above.validity) - 1)
    ) select unit, id from above where level = 'PROVINCE'`;
  return { units: rows.map(({ unit }) => unit), ids: rows.map(({ id }) => id) };
}

const workersByAgeAndEducation: Oracle = async (databases, { province }: { province: string }) => {
  const { labour } = databases;
  const { ids, todays } = await unitsOfToday(databases);
  const here = ids.filter((_, at) => todays[at] === province);
  const people = await labour<(Counted & { ageBand: string })[]>`
    select ${labour.unsafe(bandOf)} as "ageBand", education, count(*)::int as count,
      count(*) filter (where status = 'UNEMPLOYED')::int as unemployed
    from (select *, ${labour.unsafe(thisYear)} - extract(year from birth_date)::int as aged from workers) as worker
    where province_id = any(${here}) group by 1, 2 order by 3 desc, ${labour.unsafe(bandPlace)}, 2`;
  const jobs = await labour`
    select c.kind as "contractKind", to_char(c.started_on, 'YYYY-MM') as "jobStartedMonth", count(*)::int as count,
      round(avg(monthly_salary))::float8 as "meanMonthlySalary"
    from workers w left join employment_contracts c on c.worker_id = w.id and is_main where province_id = any(${here})
    group by 1, 2 order by 3 desc, 1, 2`;
  return { people: shared(people, 'ageBand'), jobs: [...jobs] };
};

const socialSecurityOnUnitsOfToday: Oracle = async (databases, { listedOn }: { listedOn: string }) => {
  const { insurance } = databases;
  const { ids, todays } = await unitsOfToday(databases);
  const today = insurance`left join unnest(${ids}::text[], ${todays}::text[]) as u (id, today) on u.id = province_id`;
  const insured = await insurance<Placed[]>`
    select today, sex, count(*)::int as count, round(avg(insured_base))::float8 as "meanInsuredBase" from insured_persons ${today}
    group by 1, 2 order by 3 desc, 1, 2`;
  const ages = await insurance<Counted[]>`
    select ${insurance.unsafe(bandOf)} as "ageBand", count(*)::int as count, round(avg(insured_base))::float8 as "meanInsuredBase"
    from (select *, ${insurance.unsafe(thisYear)} - extract(year from birth_date)::int as aged from insured_persons) as insured
    group by 1 order by 2 desc, ${insurance.unsafe(bandPlace)}`;
  const benefits = await insurance<Placed[]>`
    select today, kind, count(*)::int as count from benefits ${today} group by 1, 2 order by 3 desc, 1, benefits.kind`;
  const poor = await insurance<Placed[]>`
    select today, status, count(*)::int as count, sum(member_count)::int as "memberCount" from poor_households ${today}
    where recognised_on <= ${listedOn} and (removed_on is null or removed_on > ${listedOn})
    group by 1, 2 order by 3 desc, 1, 2`;
  const placed = (rows: Placed[]) => withUnits(databases, shared(rows, 'today'), 'provinceToday');
  return {
    provinces: await placed(insured),
    ages: shared(ages),
    benefitStatistics: await placed(benefits),
    povertyStatistics: await placed(poor),
  };
};

/** Statistics of former and new units together, of ages and education, and of two months. */
export const todayOracles: Record<string, Oracle> = {
  'officials-by-age-and-education': officialsByAgeAndEducation,
  'officials-in-service-before-and-after': officialsInServiceBeforeAndAfter,
  'officials-on-units-of-today': officialsOnUnitsOfToday,
  'social-security-on-units-of-today': socialSecurityOnUnitsOfToday,
  'workers-by-age-and-education': workersByAgeAndEducation,
};
