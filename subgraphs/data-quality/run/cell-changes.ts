import type { Rule } from '../rules/rule.ts';
import { subjects } from '../rules/subjects.ts';
import { type CheckedCounts, place, placeOfFinding } from './cells.ts';
import type { Counts } from './lifecycle.ts';
import type { Totals } from './scope.ts';
import type { Session } from './session.ts';

/** The places of records with standing findings, once each: of a rule, and of those that `covers` (a condition on `f`) says. */
const standing = (rule: Rule, covers: string) =>
  `select distinct ${placeOfFinding(subjects[rule.subject])}, record_id from findings f
  where rule_id = '${rule.id}' and state <> 'RESOLVED' and (${covers})`;

/**
 * Notes where records stand of which findings may come and go, for changeCells once they have. Within the caller's transaction.
 *
 * @param covers condition on `f`, a finding: whether its record is judged
 */
export async function noteStanding(session: Session, rule: Rule, covers: string): Promise<void> {
  await session.run(`create temp table standing_before on commit drop as ${standing(rule, covers)}`);
}

/**
 * Makes the cells of a rule those of now by what has changed, within the caller's transaction: the cells of the places where
 * more or fewer records are checked, or have findings, or are waived. The other cells are not looked at.
 *
 * @param change how many records more (fewer) the rule checks in some places; null where as many as before
 * @param covers as told to noteStanding; null where no record was judged
 * @param last what the sums were
 */
export async function changeCells(
  session: Session,
  rule: Rule,
  {
    change,
    covers,
    last,
    counts,
  }: { change: CheckedCounts | null; covers: string | null; last: Totals; counts: Counts },
): Promise<Totals> {
  const parts = [
    ...(change
      ? [
          `select ${place}, ${change.column} as checked, 0 as standing, 0 as waived from ${change.table} where ${change.column} <> 0`,
        ]
      : []),
    ...(covers === null
      ? []
      : [
          `select ${place}, 0, -1, 0 from standing_before`,
          `select ${place}, 0, 1, 0 from (${standing(rule, covers)}) as now`,
        ]),
    // Who waives changes no count: all that are waived are counted, and compared.
    `select ${place}, 0, 0, 1 from (
      select ${placeOfFinding(subjects[rule.subject])}, record_id from findings
      where rule_id = '${rule.id}' and state = 'WAIVED' group by 1, 2, 3, 4, 5) as waived
      where not exists (select from findings o where o.rule_id = '${rule.id}' and o.record_id = waived.record_id and o.state = 'OPEN')`,
    `select ${place}, 0, 0, -waived from quality_cells where rule_id = '${rule.id}' and valid_to is null and waived > 0`,
  ];
  await session.run(
    `create temp table cell_changes on commit drop as
    select ${place}, sum(checked) as checked, sum(standing) as standing, sum(waived) as waived
    from (${parts.join(' union all ')}) as changes (${place}, checked, standing, waived)
    group by ${place} having (sum(checked), sum(standing), sum(waived)) <> (0, 0, 0)`,
  );
  const [row] = await session.rows<{ checked: string; places: number }>(
    `select coalesce(sum(checked), 0) as checked, count(*)::int as places from cell_changes`,
  );
  if (row && row.places > 0) await applyChanges(session, rule);
  return { checked: last.checked + Number(row?.checked ?? 0), found: last.found + counts.added - counts.resolved };
}

async function applyChanges(session: Session, rule: Rule): Promise<void> {
  const here = `c.rule_id = '${rule.id}' and c.valid_to is null`;
  const same =
    '(c.owner_id, c.agency_id, c.unit_id, c.province_id) = (n.owner_id, n.agency_id, n.unit_id, n.province_id)';
  await session.run(
    `create temp table cells_then on commit drop as
    select n.owner_id, n.agency_id, n.unit_id, n.province_id, coalesce(c.checked, 0) + n.checked as checked,
      coalesce(c.open, 0) + n.standing - n.waived as open, coalesce(c.waived, 0) + n.waived as waived
    from cell_changes n left join quality_cells c on ${here} and ${same}`,
  );
  await session.run(`update quality_cells c set valid_to = now() from cell_changes n where ${here} and ${same}`);
  await session.run(
    `insert into quality_cells (rule_id, ${place}, checked, open, waived, valid_from)
    select '${rule.id}', ${place}, checked, open, waived, now() from cells_then where (checked, open, waived) <> (0, 0, 0)`,
  );
}
