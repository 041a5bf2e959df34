import type { Session } from './session.ts';

/**
 * Who keeps records up to date, by owner, as of a day: of the officials in service those with a decision since the duty to
 * synchronise began, and those whose record was updated by the deadline for their last one (law.update_deadlines).
 */
export async function updateParticipation(session: Session, asOf: string): Promise<void> {
  await session.transaction(async () => {
    await session.run('delete from participation where as_of = $1::date', [asOf]);
    await session.run(
      // The deadline's end as a moment, once for each: telling the day of each record's moment takes a third of the time.
      `insert into participation (owner_id, as_of, records, due, in_time, last_updated_at)
      with deadlines as materialized (
        select decided_on, (due_on + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' as ends from law.update_deadlines)
      select owner_id, $1::date, count(*), count(d.ends), count(*) filter (where r.updated_at < d.ends), max(r.updated_at)
      from officials.officials r left join deadlines d on d.decided_on = r.last_decision_on
      where r.status in ('ACTIVE', 'SECONDED') and owner_id is not null group by owner_id`,
      [asOf],
    );
  });
}
