import type { Rule } from '../rules/rule.ts';
import { type Subject, subjects } from '../rules/subjects.ts';
import { joinProvinces, provinceOfToday } from './provinces.ts';
import { isInForce, type Totals } from './scope.ts';
import type { Session } from './session.ts';

/** A table with the places of a subject's records, and how many of them a rule checks in each. */
export type CheckedCounts = { table: string; column: string };

/**
 * Counts the records that each of some rules of one subject checks, by owner and place: one pass over the records for all
 * rules whose condition looks at the record alone. The tables last as long as the session.
 *
 * @returns by rule
 */
export async function countChecked(
  session: Session,
  rules: readonly Rule[],
  asOf: string,
): Promise<Map<string, CheckedCounts>> {
  const groups = Map.groupBy(rules, (rule) => conditionOf(rule, asOf));
  const conditions = [...groups.keys()];
  const simple = conditions.filter((condition) => !/\bselect\b/i.test(condition));
  const counts = new Map<string, CheckedCounts>();
  const count = async (subject: Subject, name: string, chosen: string[]) => {
    const columns = chosen.map(
      (condition, index) => `(count(*) filter (where ${condition}))::integer as checked_${index}`,
    );
    await session.run(
      `drop table if exists pg_temp.${name};
      create temp table ${name} as
      select ${placeOf(subject)}, ${columns.join(', ')}
      from ${subject.rows} r ${joinProvinces} group by 1, 2, 3, 4`,
    );
    for (const [index, condition] of chosen.entries())
      for (const { id } of groups.get(condition) ?? [])
        counts.set(id, { table: `pg_temp.${name}`, column: `checked_${index}` });
  };
  const first = rules[0];
  if (!first) return counts;
  const subject: Subject = subjects[first.subject];
  const name = `checked_${first.subject.toLowerCase()}`;
  if (simple.length > 0) await count(subject, name, simple);
  const joined = conditions.filter((condition) => !simple.includes(condition));
  for (const [index, condition] of joined.entries()) {
    const rows = `(select r.* from ${subject.rows} r where (${condition}))`;
    await count({ ...subject, rows }, `${name}_${index}`, ['true']);
    for (const { id } of groups.get(condition) ?? [])
      counts.set(id, { table: `pg_temp.${name}_${index}`, column: 'checked_0' });
  }
  return counts;
}

/** Which records a rule checks on a day. */
export const conditionOf = (rule: Rule, asOf: string) => (isInForce(rule, asOf) ? `(${rule.applies})` : 'false');

/** The columns by which counts are kept. */
export const place = 'owner_id, agency_id, unit_id, province_id';

/** SQL of them for the record `r` of a subject. */
export const placeOf = (subject: Subject): string =>
  `coalesce(${subject.owner}, '') as owner_id, ${agencyOf(subject, 'r.')} as agency_id, coalesce(r.unit_id, '') as unit_id,
    coalesce(${provinceOfToday}, '') as province_id`;

/** And of a finding. */
export const placeOfFinding = (subject: Subject): string =>
  `owner_id, ${agencyOf(subject)} as agency_id, coalesce(unit_id, '') as unit_id, coalesce(province_id, '') as province_id`;

const agencyOf = ({ countedByAgency }: Subject, row = '') => (countedByAgency ? `coalesce(${row}agency_id, '')` : `''`);

/**
 * Makes the cells of a rule those of now, within the caller's transaction: a cell that has other numbers ends, and one with
 * the new ones begins. A record that breaks the rule in several parts counts once, as open while one of them is.
 *
 * @returns how many records are checked, and how many findings stand
 */
export async function updateCells(session: Session, rule: Rule, checked: CheckedCounts): Promise<Totals> {
  await session.run('drop table if exists pg_temp.cells_now');
  await session.run(
    'create temp table cells_now (like quality_cells) on commit drop; alter table cells_now drop column rule_id, drop column valid_from, drop column valid_to',
  );
  await session.run(
    `insert into cells_now (${place}, checked, open, waived)
    select ${place}, sum(checked), sum(open), sum(waived) from (
      select ${place}, ${checked.column} as checked, 0 as open, 0 as waived from ${checked.table} where ${checked.column} > 0
      union all
      select ${place}, 0, count(*) filter (where is_open), count(*) filter (where not is_open) from (
        select ${placeOfFinding(subjects[rule.subject])}, bool_or(state = 'OPEN') as is_open
        from findings where rule_id = $1 and state <> 'RESOLVED' group by 1, 2, 3, 4, record_id
      ) as records group by ${place}
    ) as parts group by ${place}`,
    [rule.id],
  );
  const same = `(n.owner_id, n.agency_id, n.unit_id, n.province_id, n.checked, n.open, n.waived) = (c.owner_id, c.agency_id, c.unit_id, c.province_id, c.checked, c.open, c.waived)`;
  await session.run(
    `update quality_cells c set valid_to = now()
    where rule_id = $1 and valid_to is null and not exists (select from cells_now n where ${same})`,
    [rule.id],
  );
  await session.run(
    `insert into quality_cells (rule_id, ${place}, checked, open, waived, valid_from)
    select $1, ${place}, checked, open, waived, now() from cells_now n
    where not exists (select from quality_cells c where c.rule_id = $1 and c.valid_to is null and ${same})`,
    [rule.id],
  );
  const [sums] = await session.rows<{ checked: string; found: string }>(
    `select (select coalesce(sum(checked), 0) from cells_now) as checked,
      (select count(*) from findings where rule_id = $1 and state <> 'RESOLVED') as found`,
    [rule.id],
  );
  return { checked: Number(sums?.checked), found: Number(sums?.found) };
}
