import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { changeRecords } from './random-changes.ts';
import { toyLaw, toyRules } from './toy-rules.ts';

let databases: QualityDatabases;
beforeAll(async () => {
  databases = await qualityDatabases('cells');
});
afterAll(() => databases?.stop());

const run = (only?: { owners: string[] }) =>
  runQuality({
    database: databases.database,
    sources: databases.sources,
    rules: toyRules,
    law: toyLaw,
    asOf: '2026-10-31',
    ...(only && { only }),
  });

/** Sums of the cells that held at a moment, by rule. */
const sumsAt = (moment: string) => databases.quality`
  select rule_id, sum(checked)::int as checked, sum(open)::int as open, sum(waived)::int as waived from quality_cells
  where valid_from <= ${moment} and (valid_to is null or valid_to > ${moment}) group by rule_id order by rule_id`;

const now = async () => {
  const [row] = await databases.quality<{ now: string }[]>`select clock_timestamp()::text as now`;
  return row?.now as string;
};

test('cells add up to the records and the findings, at each place', async () => {
  const { rules } = await run();
  const counted = await databases.quality`
    select c.rule_id, sum(checked)::int as checked, sum(open)::int as open from quality_cells c where valid_to is null group by rule_id`;
  const standing = await databases.quality`
    select rule_id, count(*)::int as findings, count(distinct record_id)::int as records from findings where state = 'OPEN' group by rule_id`;
  for (const outcome of rules) {
    if (outcome.state !== 'JUDGED') throw new Error(`${outcome.ruleId} did not run`);
    const of = <T extends { rule_id?: string }>(rows: readonly T[]) =>
      rows.find(({ rule_id }) => rule_id === outcome.ruleId);
    expect([outcome.checked, outcome.found]).toEqual([of(counted)?.checked, of(standing)?.findings ?? 0]);
    // A record that breaks a rule in several parts is one record.
    expect(of(counted)?.open).toBe(of(standing)?.records ?? 0);
  }
  // The rule checks those in service, counted here where they are recorded.
  const recorded = await databases.owner('officials')`
    select owner_id, agency_id, unit_id, count(*)::int as checked, count(*) filter (where step = 1)::int as open
    from officials where status = 'ACTIVE' group by 1, 2, 3 order by 1, 2, 3`;
  const cells = await databases.quality`
    select owner_id, nullif(agency_id, '') as agency_id, nullif(unit_id, '') as unit_id, checked, open
    from quality_cells where rule_id = 'low-step' and valid_to is null order by 1, 2, 3`;
  expect([...cells]).toEqual([...recorded]);
  // Records of before the mergers count in the province that has to mend them.
  const former = await databases.quality`
    select distinct c.province_id from quality_cells c join administrative_units.units u on u.id = c.province_id where u.valid_to is not null`;
  expect([...former]).toEqual([]);
  const [old] = await databases.quality`
    select count(*)::int as count from findings f join administrative_units.units u on u.id = f.unit_id
    join administrative_units.units p on p.id = f.province_id where u.valid_to is not null and p.valid_to is null`;
  expect(old?.count).toBeGreaterThan(0);
});

test('the cells of any moment are those of the last run before it, and only what changed is written again', async () => {
  await run();
  const first = await now();
  const before = await sumsAt(first);
  const rows = () => databases.quality`select count(*)::int as count from quality_cells`;
  const stored = await rows();
  await run();
  expect(await rows()).toEqual(stored);
  await changeRecords(databases, 1);
  await run();
  expect(await sumsAt(first)).toEqual(before);
  expect(await sumsAt(await now())).not.toEqual(before);
  const overlapping = await databases.quality`
    select from quality_cells a join quality_cells b using (rule_id, owner_id, agency_id, unit_id, province_id)
    where a.valid_from < b.valid_from and coalesce(a.valid_to, 'infinity') > b.valid_from`;
  expect(overlapping).toHaveLength(0);
});

test('a run for one owner judges its records alone, and the next run the rest', async () => {
  await run();
  const officials = databases.owner('officials');
  const [one, other] = await officials<{ owner: string }[]>`
    select owner_id as owner from officials where status = 'ACTIVE' group by 1 having count(*) > 1 order by count(*) desc limit 2`;
  await officials`update officials set step = 1 where owner_id in (${one?.owner as string}, ${other?.owner as string})`;
  const open = async () =>
    Object.fromEntries(
      (
        await databases.quality`select owner_id, count(*)::int as open from findings where rule_id = 'low-step' and state = 'OPEN' group by 1`
      ).map(({ owner_id, open: count }) => [owner_id, count]),
    );
  const [counts] =
    await officials`select count(*)::int as ours from officials where status = 'ACTIVE' and owner_id = ${one?.owner as string}`;
  const [others] =
    await officials`select count(*)::int as theirs from officials where status = 'ACTIVE' and owner_id = ${other?.owner as string}`;
  const earlier = await open();
  const scores = await sumsAt(await now());
  await run({ owners: [one?.owner as string] });
  expect(await open()).toEqual({ ...earlier, [one?.owner as string]: counts?.ours });
  // Scores are of all records: they follow with the run of all.
  expect(await sumsAt(await now())).toEqual(scores);
  await run();
  expect(await open()).toMatchObject({
    [one?.owner as string]: counts?.ours,
    [other?.owner as string]: others?.theirs,
  });
});
