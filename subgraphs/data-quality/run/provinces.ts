import { beginLaw } from './law-tables.ts';
import type { Session } from './session.ts';

/**
 * SQL of the province of today that the record `r` stands under: records keep the province of their unit as recorded, and one
 * that a merger ended would leave the list and the score of the province that has to mend it.
 */
export const provinceOfToday = 'coalesce(province.today, r.province_id)';
export const joinProvinces = 'left join run.provinces province on province.id = r.province_id';

/** Which province each one of before is a part of today; from the staged administrative units. A change is one of the law: every rule is judged whole. */
export async function updateProvinces(session: Session): Promise<void> {
  await session.transaction(async () => {
    await session.run(
      `create temp table provinces_now on commit drop as
      select former.id, today.id as today from administrative_units.units former
      join unit_provinces p on p.unit_id = former.id
      join administrative_units.units today on today.level = 'PROVINCE' and today.code = p.province_code and today.valid_to is null
      where former.level = 'PROVINCE' and former.id <> today.id`,
    );
    const [same] = await session.rows<{ same: boolean }>(
      `select not exists ((table provinces_now except table run.provinces) union all (table run.provinces except table provinces_now)) as same`,
    );
    if (same?.same) return;
    await session.run('delete from run.provinces');
    await session.run('insert into run.provinces table provinces_now');
    await beginLaw(session);
  });
}
