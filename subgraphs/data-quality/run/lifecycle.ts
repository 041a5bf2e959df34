import type { Rule } from '../rules/rule.ts';
import { subjects } from '../rules/subjects.ts';
import type { Session } from './session.ts';

/** Findings that came, also again, and that went. */
export type Counts = { added: number; resolved: number };

/** What a finding repeats of the record and of the rule; where one differs it is written again. */
const copied = ['person_id', 'owner_id', 'agency_id', 'unit_id', 'province_id', 'details', 'correction', 'fingerprint'];

/**
 * Makes the findings of a rule those of the table `found`, within the caller's transaction. What was found before and is no
 * longer is RESOLVED; what was waived stays so while its fingerprint is the one that was waived, and that was not taken back.
 *
 * @param covers condition on `f`, a finding: whether its record was judged
 */
export async function updateFindings(session: Session, rule: Rule, covers: string): Promise<Counts> {
  const { entity, database } = subjects[rule.subject];
  // A waiver that comes meanwhile waits, so that its finding is not opened over it.
  await session.run('lock table waivers in share mode');
  const resolved = await session.run(
    `update findings f set state = 'RESOLVED', resolved_at = now()
    where rule_id = $1 and state <> 'RESOLVED' and (${covers}) and not exists (select from found n where n.id = f.id)`,
    [rule.id],
  );
  const state = `case when exists (select from waivers w where w.finding_id = n.id and w.fingerprint = n.fingerprint and w.withdrawn_at is null) then 'WAIVED' else 'OPEN' end::finding_state`;
  const ofRule = `dimension = $2::quality_dimension, severity = $3::rule_severity, database = $4, entity = $5`;
  const [changed] = await session.rows<{ reopened: string }>(
    `with changed as (
    update findings f set state = n.state, resolved_at = null, ${ofRule}, ${copied.map((column) => `${column} = n.${column}`).join(', ')}
    from (select n.*, ${state} as state from found n) n
    where f.id = n.id and f.rule_id = $1
      and (f.state, f.dimension, f.severity, f.database, f.entity, ${copied.map((column) => `f.${column}`).join(', ')})
        is distinct from (n.state, $2::quality_dimension, $3::rule_severity, $4, $5, ${copied.map((column) => `n.${column}`).join(', ')})
    returning old.state as before)
    select count(*) filter (where before = 'RESOLVED') as reopened from changed`,
    [rule.id, rule.dimension, rule.severity, database, entity],
  );
  // In the order of the id, in which most indexes keep findings that come at the same moment: pages are then filled one after another.
  const inserted = await session.run(
    `insert into findings (id, rule_id, dimension, severity, database, entity, record_id, part, state, first_seen_at, ${copied.join(', ')})
    select n.id, $1, $2::quality_dimension, $3::rule_severity, $4, $5, n.record_id, n.part, 'OPEN', now(), ${copied.map((column) => `n.${column}`).join(', ')}
    from found n where not exists (select from findings f where f.id = n.id) order by n.id`,
    [rule.id, rule.dimension, rule.severity, database, entity],
  );
  return { added: inserted + Number(changed?.reopened), resolved };
}
