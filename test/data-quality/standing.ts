import type { Sql } from 'postgres';

/** All that a run leaves, but for times: findings, the cells of now and the sums of the cells. */
export async function standing(quality: Sql) {
  return {
    findings: await quality`
      select rule_id, record_id, part, id, state, dimension, severity, database, entity, person_id, owner_id, agency_id, unit_id,
        province_id, details, correction, fingerprint
      from findings order by rule_id, record_id, part`,
    cells: await quality`
      select rule_id, owner_id, agency_id, unit_id, province_id, checked, open, waived from quality_cells
      where valid_to is null order by 1, 2, 3, 4, 5`,
    participation: await quality`select * from participation order by owner_id, as_of`,
    places: await quality`select * from place_names order by id`,
  };
}
