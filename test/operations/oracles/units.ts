import type { Databases } from '../databases.ts';
import { by } from './page.ts';

export type UnitOfOracle = {
  id: string;
  code: string;
  name: string;
  fullName: string;
  nameEn: string;
  kind: string;
  level: string;
  validFrom: string | null;
  validTo: string | null;
  parent: { code: string; fullName: string } | null;
};
export type SuccessionOfOracle = {
  fromId: string;
  toId: string;
  extent: string;
  resolution: string | null;
  effectiveFrom: string;
  from: { code: string; id: string; fullName: string };
  to: { code: string; id: string; fullName: string };
};

/** Units by id, each with the parent of today or, once it has ended, of its last day. */
export async function unitsById({ units }: Databases, ids: readonly (string | null)[]) {
  const rows = await units<UnitOfOracle[]>`
    select u.id, u.code, u.name, u.full_name as "fullName", u.name_en as "nameEn", u.kind, u.level,
      u.valid_from::text as "validFrom", u.valid_to::text as "validTo",
      (select json_build_object('code', p.code, 'fullName', p.full_name) from administrative_units p
        where p.code = u.parent_code
          and p.validity @> least((now() at time zone 'Asia/Ho_Chi_Minh')::date, u.valid_to - 1)) as parent
    from administrative_units u where u.id = any(${ids.filter((id) => id !== null)})`;
  return by(rows, 'id');
}

/**
 * The successions from or to the given units, ordered by the other end. Those to a commune leave its districts out, except for a special
 * zone that was made of nothing else.
 */
export async function successionsOf({ units }: Databases, side: 'from' | 'to', ids: readonly string[]) {
  return units<SuccessionOfOracle[]>`
    select s.from_id as "fromId", s.to_id as "toId", s.extent, s.resolution, s.effective_from::text as "effectiveFrom",
      json_build_object('id', f.id, 'code', f.code, 'fullName', f.full_name) as from,
      json_build_object('id', t.id, 'code', t.code, 'fullName', t.full_name) as to
    from unit_successions s
      join administrative_units f on f.id = s.from_id join administrative_units t on t.id = s.to_id
    where ${side === 'from' ? units`s.from_id` : units`s.to_id`} = any(${[...ids]})
      and (${side === 'from'} or f.level <> 'DISTRICT' or not exists (
        select from unit_successions beside join administrative_units b on b.id = beside.from_id
        where beside.to_id = s.to_id and b.level <> 'DISTRICT'))
    order by s.from_id, s.to_id`;
}

/** The communes of a province today, by code. */
export async function communesOf({ units }: Databases, province: string, limit: number) {
  return units<{ id: string; code: string; fullName: string }[]>`
    select id, code, full_name as "fullName" from administrative_units
    where level = 'COMMUNE' and parent_code = ${province} and validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date
    order by code, id limit ${limit}`;
}

/** The unit that has a code today. */
export async function unitToday({ units }: Databases, code: string) {
  const [unit] = await units<{ id: string; code: string; fullName: string }[]>`
    select id, code, full_name as "fullName" from administrative_units
    where code = ${code} and validity @> (now() at time zone 'Asia/Ho_Chi_Minh')::date`;
  return unit;
}

/** Agencies by id, with the one above and the name of the unit served. */
export async function agenciesById({ units }: Databases, ids: readonly string[]) {
  const rows = await units<AgencyOfOracle[]>`
    select a.id, a.id as code, a.name, a.level,
      (select json_build_object('code', p.id, 'name', p.name) from agencies p where p.id = a.parent_id) as parent,
      (select json_build_object('fullName', u.full_name) from agency_units s join administrative_units u on u.code = s.unit_code,
          least((now() at time zone 'Asia/Ho_Chi_Minh')::date, a.valid_to - 1) as day
        where s.agency_id = a.id and s.validity @> day and u.validity @> day) as unit
    from agencies a where a.id = any(${[...ids]})`;
  return by(rows, 'id');
}

export type AgencyOfOracle = {
  id: string;
  code: string;
  name: string;
  level: string;
  parent: { code: string; name: string } | null;
  unit: { fullName: string } | null;
};
