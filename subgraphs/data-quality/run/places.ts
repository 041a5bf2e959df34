import type { Session } from './session.ts';

/** Names of units and agencies, for explanations; from the staged administrative units. One name a key: that of the newest period. */
export async function updatePlaceNames(session: Session): Promise<void> {
  await session.transaction(async () => {
    await session.run(
      `create temp table names on commit drop as
      select distinct on (id) id, name from (
        select id, full_name as name, valid_from from administrative_units.units
        union all select id, name, valid_from from administrative_units.agencies
      ) as places where name is not null order by id, valid_from desc nulls last`,
    );
    await session.run('delete from place_names p where not exists (select from names n where n.id = p.id)');
    // Hardly any is another than at the last run; to try each costs a run of few records a tenth of its time.
    await session.run(
      `insert into place_names (id, name)
      select id, n.name from names n left join place_names p using (id) where p.name is distinct from n.name
      on conflict (id) do update set name = excluded.name`,
    );
  });
}
