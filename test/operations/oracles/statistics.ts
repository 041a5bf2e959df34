import type { Oracle, Paged } from './oracle.ts';
import { by, pick } from './page.ts';
import { agenciesById, unitsById } from './units.ts';

const recordQualityByOwner: Oracle = async (databases, { staleBefore }: { staleBefore: string }) => {
  const rows = await databases.officials<{ owner: string }[]>`
    select substring(agency_id from '^[^.]+') as owner, count(*)::int as count,
      count(*) filter (where citizen_match = 'MATCHED')::int as "matchedCount",
      count(*) filter (where updated_at < ${`${staleBefore}T00:00:00+07:00`}::timestamptz)::int as "staleCount"
    from officials group by 1 order by count(*) desc, 1`;
  const agencies = await agenciesById(
    databases,
    rows.map(({ owner }) => owner),
  );
  return {
    officialStatistics: rows.map(({ owner, ...row }) => ({
      owner: pick(agencies.get(owner), 'code', 'name', 'level'),
      ...row,
    })),
  };
};

const officialsByCategoryAndPosition: Oracle = async ({ officials }) => ({
  officialStatistics: [
    ...(await officials`
      select category, p.position_group as "positionGroup", sex, count(*)::int as count,
        round(avg(coefficient), 3)::float8 as "meanCoefficient"
      from officials o join job_positions p on p.code = o.job_position_code where status in ('ACTIVE', 'SECONDED')
      group by category, p.position_group, sex order by count(*) desc, category, p.position_group, sex`),
  ],
});

const provincesAtAGlance: Oracle = async (databases, { first }: Paged) => {
  const { units, officials, labour, insurance } = databases;
  const rows = await units<{ id: string; code: string }[]>`
    select id, code, full_name as "fullName", kind,
      (select json_build_object('totalCount', count(*)) from administrative_units c
        where c.parent_code = p.code and c.validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date) as children
    from administrative_units p where level = 'PROVINCE' and validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date order by code limit ${first}`;
  const [count] = await units`
    select count(*)::int as total from administrative_units where level = 'PROVINCE' and validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date`;
  const ids = rows.map(({ id }) => id);
  const staff = await officials<{ id: string }[]>`
    select id, (select count(*)::int from officials where province_id = asked.id) as "officialCount" from unnest(${ids}::text[]) as asked (id)`;
  const work = await labour<{ id: string }[]>`
    select id, (select count(*)::int from workers where province_id = asked.id) as "workerCount",
      (select count(*)::int from job_seekers where province_id = asked.id and status = 'SEEKING') as "jobSeekerCount"
    from unnest(${ids}::text[]) as asked (id)`;
  const insured = await insurance<{ id: string }[]>`
    select id, (select count(*)::int from insured_persons where province_id = asked.id) as "insuredCount",
      (select count(*)::int from pensions where province_id = asked.id and ended_on is null) as "pensionerCount",
      (select count(*)::int from social_pensions where province_id = asked.id and ended_on is null) as "socialPensionerCount",
      (select count(*)::int from assistance_grants where province_id = asked.id and ended_on is null) as "assistanceGrantCount",
      (select count(*)::int from merit_persons where province_id = asked.id) as "meritPersonCount",
      (select count(*)::int from poor_households where province_id = asked.id and removed_on is null) as "poorHouseholdCount"
    from unnest(${ids}::text[]) as asked (id)`;
  const figures = [staff, work, insured].map((found) => by(found, 'id'));
  return {
    administrativeUnits: {
      totalCount: count?.total,
      nodes: rows.map(({ id, ...row }) => {
        const { id: _, ...counts } = Object.assign({ id }, ...figures.map((found) => found.get(id)));
        return { ...row, ...counts };
      }),
    },
  };
};

const labourByProvince: Oracle = async (databases, { on }: { on: string }) => {
  const { labour } = databases;
  const rows = await labour<{ provinceId: string | null }[]>`
    select province_id as "provinceId", count(*)::int as count, count(*) filter (where status = 'EMPLOYED')::int as employed,
      count(*) filter (where status = 'UNEMPLOYED')::int as unemployed, count(*) filter (where status = 'INACTIVE')::int as inactive,
      round(avg((select monthly_salary from employment_contracts c where c.worker_id = w.id and is_main)))::float8 as "meanMonthlySalary"
    from workers w group by 1 order by 2 desc, 1`;
  const market = await labour<{ code: string; name: string; openings: number; inAll: number }[]>`
    with open as (select * from vacancies where status = 'OPEN' and posted_on <= ${on} and (closes_on is null or closes_on >= ${on}))
    select code, o.name, vacancies, openings, seekers, (select coalesce(sum(openings), 0)::int from open) as "inAll" from occupations o, lateral
      (select count(*)::int as vacancies, coalesce(sum(openings), 0)::int as openings from open
        where occupation_code like o.code || '%') as demand, lateral
      (select count(*)::int as seekers from job_seekers where status = 'SEEKING' and occupation_code like o.code || '%') as supply
    where level = 1 and vacancies + seekers > 0 order by openings desc, seekers desc, code`;
  const units = await unitsById(
    databases,
    rows.map(({ provinceId }) => provinceId),
  );
  return {
    labourStatistics: rows.map(({ provinceId, ...row }) => ({
      province: pick(units.get(provinceId ?? ''), 'code', 'fullName'),
      ...row,
    })),
    jobMarketStatistics: market.map(({ code, name, inAll, ...row }) => ({
      occupationMajorGroup: { code, name },
      ...row,
      share: inAll === 0 ? null : Number((row.openings / inAll).toFixed(4)),
    })),
  };
};

const socialSecurityInFigures: Oracle = async (databases, { listedOn }: { listedOn: string }) => {
  const { insurance } = databases;
  const insured = await insurance`
    select scheme, category, count(*)::int as count, count(distinct person_id)::int as "personCount",
      sum(insured_base)::float8 as "totalInsuredBase", round(avg(insured_base))::float8 as "meanInsuredBase",
      round(avg(contribution_months), 2)::float8 as "meanContributionMonths"
    from insured_persons group by scheme, category order by count(*) desc, scheme, category`;
  const benefits = await insurance`
    select kind, count(*)::int as count, count(distinct person_id)::int as "personCount",
      case when kind <> 'LUMP_SUM' then sum(amount)::float8 end as "totalMonthlyAmount",
      case when kind <> 'LUMP_SUM' then round(avg(amount))::float8 end as "meanMonthlyAmount",
      case when kind = 'LUMP_SUM' then sum(amount)::float8 end as "totalLumpSum"
    from benefits group by kind order by count(*) desc, kind`;
  const poor = await insurance<{ provinceId: string | null }[]>`
    select province_id as "provinceId", status, count(*)::int as count, sum(member_count)::int as "memberCount" from poor_households
    where recognised_on <= ${listedOn} and (removed_on is null or removed_on > ${listedOn})
    group by province_id, status order by count(*) desc, province_id, status`;
  const units = await unitsById(
    databases,
    poor.map(({ provinceId }) => provinceId),
  );
  return {
    socialSecurityStatistics: [...insured],
    benefitStatistics: [...benefits],
    povertyStatistics: poor.map(({ provinceId, ...row }) => ({
      province: pick(units.get(provinceId ?? ''), 'code', 'fullName'),
      ...row,
    })),
  };
};

/** Aggregates. */
export const statisticsOracles: Record<string, Oracle> = {
  'record-quality-by-owner': recordQualityByOwner,
  'officials-by-category-and-position': officialsByCategoryAndPosition,
  'provinces-at-a-glance': provincesAtAGlance,
  'labour-by-province': labourByProvince,
  'social-security-in-figures': socialSecurityInFigures,
};
