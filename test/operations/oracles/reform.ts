import type { Oracle } from './oracle.ts';
import { pick, without } from './page.ts';
import { successionsOf, unitsById } from './units.ts';

const codeOnTwoDates: Oracle = async (databases, variables: { code: string; earlier: string; later: string }) => {
  const { units, officials } = databases;
  const read = async (on: string) => {
    const [unit] = await units<{ id: string; validFrom: string | null; validTo: string | null }[]>`
      select u.id, u.full_name as "fullName", u.name_en as "nameEn", u.kind, u.valid_from::text as "validFrom", u.valid_to::text as "validTo",
        (select json_build_object('fullName', p.full_name) from administrative_units p
          where p.code = u.parent_code and p.validity @> ${on}::date) as parent
      from administrative_units u where code = ${variables.code} and validity @> ${on}::date`;
    if (!unit) return null;
    const [count] =
      await officials`select count(*)::int as total from officials where ${unit.id} in (unit_id, province_id)`;
    return { ...unit, officialCount: count?.total };
  };
  const earlier = await read(variables.earlier);
  const later = await read(variables.later);
  const after = await successionsOf(databases, 'from', [earlier?.id ?? '']);
  return {
    earlier: earlier && {
      ...without(earlier, 'validFrom'),
      successors: after.map(({ extent, effectiveFrom, to }) => ({
        extent,
        effectiveFrom,
        unit: pick(to, 'id', 'fullName'),
      })),
    },
    later: later && without(later, 'validTo'),
  };
};

const resolveFormerUnits: Oracle = async (databases, { codes, on }: { codes: string[]; on: string }) => {
  const ends = await databases.units<Resolved[]>`
    with recursive asked as (
      select n, asked.code, u.id, u.level, u.full_name, u.valid_from
      from unnest(${codes}::text[]) with ordinality as asked (code, n)
        left join administrative_units u on u.code = asked.code and u.validity @> ${on}::date
    ), path as (
      select n, id as at, 'WHOLE' as extent, null::text as resolution, valid_from as effective from asked where id is not null
      union all
      select n, s.to_id, case when path.extent = 'WHOLE' then s.extent::text when s.extent = 'WHOLE' then path.extent else 'PART' end,
        concat_ws('; ', path.resolution, s.resolution), s.effective_from
      from path join unit_successions s on s.from_id = path.at and s.effective_from <= (now() at time zone 'Asia/Ho_Chi_Minh')::date
    )
    select asked.n::int, asked.code, asked.level, asked.full_name as "fullName", path.at, path.extent, path.resolution,
      coalesce(path.effective, ${on}::date)::text as "effectiveFrom"
    from asked left join path on path.n = asked.n
      and not exists (select from unit_successions s where s.from_id = path.at and s.effective_from <= (now() at time zone 'Asia/Ho_Chi_Minh')::date)
    order by asked.n, path.at`;
  const units = await unitsById(
    databases,
    ends.map(({ at }) => at),
  );
  return {
    resolveUnits: codes.map((code, index) => {
      const reached = ends.filter(({ n, at }) => n === index + 1 && at !== null);
      const candidates = reached.map(({ at, extent, resolution, effectiveFrom }) => ({
        extent,
        resolution,
        effectiveFrom,
        unit: pick(units.get(at), 'id', 'code', 'fullName', 'kind', 'parent'),
      }));
      return { code, status: statusOf(reached, candidates[0]?.unit), candidates };
    }),
  };
};

type Resolved = {
  n: number;
  code: string;
  level: string;
  fullName: string;
  at: string;
  extent: string;
  resolution: string | null;
  effectiveFrom: string;
};

function statusOf(ends: Resolved[], unit: { code: string; fullName: string } | null | undefined): string {
  const [end] = ends;
  if (!end) return 'UNKNOWN';
  if (end.level === 'DISTRICT') return 'ABOLISHED';
  if (ends.length > 1) return 'SPLIT';
  return end.extent === 'WHOLE' && unit?.code === end.code && unit.fullName === end.fullName ? 'UNCHANGED' : 'MAPPED';
}

/** What the reform of 1 July 2025 made of codes. */
export const reformOracles: Record<string, Oracle> = {
  'code-on-two-dates': codeOnTwoDates,
  'resolve-former-units': resolveFormerUnits,
};
