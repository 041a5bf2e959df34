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
    about: 'An agency, and the unit of today that it serves.',
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
    query: `select a.id, a.name, a.level, a.kind, a.parent_id, unit.id as unit_id,
  case unit.level when 'PROVINCE' then unit.id when 'COMMUNE' then province.id end as province_id, a.valid_from, a.valid_to
from agencies a
  left join agency_units service on service.agency_id = a.id and service.validity @> current_date
  left join administrative_units unit on unit.code = service.unit_code and unit.validity @> current_date
  left join administrative_units province on province.code = unit.parent_code and province.validity @> current_date`,
  },
];
