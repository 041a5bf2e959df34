import type { Extract } from '../kit/extract.ts';

const reference = { kind: 'REFERENCE' } as const;

/** What the rules of data quality read of units and agencies. */
export const extracts: Extract[] = [
  {
    name: 'units',
    about: 'An administrative unit in one period.',
    key: reference,
    columns: {
      id: 'text',
      code: 'text',
      level: 'text',
      kind: 'text',
      full_name: 'text',
      valid_from: 'date',
      valid_to: 'date',
    },
    query: `select id, code, level, kind, full_name, valid_from, valid_to from administrative_units`,
  },
  {
    name: 'successions',
    about: 'Which unit went into which.',
    key: reference,
    columns: { from_id: 'text', to_id: 'text', effective_from: 'date' },
    query: `select from_id, to_id, effective_from from unit_successions`,
  },
  {
    name: 'agencies',
    about: 'An agency, and the unit that it serves, or served last, as that unit is or was last in the meantime.',
    key: reference,
    columns: {
      id: 'text',
      name: 'text',
      level: 'text',
      kind: 'text',
      parent_id: 'text',
      unit_id: 'text',
      province_id: 'text',
      valid_from: 'date',
      valid_to: 'date',
    },
    // Units of all at once: a look-up for each agency took ten times as long. Provinces are few, and each is looked up once.
    query: `with service as (
  select distinct on (agency_id) agency_id, unit_code, validity from agency_units order by agency_id, lower(validity) desc nulls last
), unit as (
  select distinct on (s.agency_id) s.agency_id, u.id, u.level, u.parent_code, u.validity * s.validity as served
  from service s join administrative_units u on u.code = s.unit_code and u.validity && s.validity
  order by s.agency_id, lower(u.validity) desc nulls last
)
select a.id, a.name, a.level, a.kind, a.parent_id, unit.id as unit_id,
  case unit.level when 'PROVINCE' then unit.id when 'COMMUNE' then province.id end as province_id, a.valid_from, a.valid_to
from agencies a
  left join unit on unit.agency_id = a.id
  left join lateral (
    select p.id from administrative_units p
    where p.code = unit.parent_code and p.validity && unit.served order by lower(p.validity) desc nulls last limit 1
  ) as province on true`,
  },
];
