import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { toyLaw, toyRules } from './toy-rules.ts';

let databases: QualityDatabases;
beforeAll(async () => {
  databases = await qualityDatabases('lifecycle');
});
afterAll(() => databases?.stop());

/** One official's step of pay, which the toy rule `low-step` finds where it is 1; told by the finding's id. */
async function chooseOfficial() {
  const officials = databases.owner('officials');
  const [record] = await officials.unsafe<{ id: string }[]>(
    `update officials set step = 5 where id = (select id from officials where status = 'ACTIVE' and step <> 1 order by random() limit 1) returning id`,
  );
  const id = record?.id as string;
  return {
    id,
    setStep: async (step: number) => {
      await officials.unsafe('update officials set step = $1 where id = $2', [step, id]);
    },
    setTitle: async (title: string) => {
      await officials.unsafe(
        'update officials set hired_on = hired_on - 1, title = $1, updated_at = now() where id = $2',
        [title, id],
      );
    },
    raise: async () => {
      await officials.unsafe('update officials set coefficient = coefficient + 0.01 where id = $1', [id]);
    },
    leave: async () => {
      await officials.unsafe(`update officials set status = 'LEFT' where id = $1`, [id]);
    },
    finding: async () => {
      const [finding] = await databases.quality`
        select id, state, details, correction, fingerprint, first_seen_at as seen, resolved_at as resolved from findings
        where rule_id = 'low-step' and record_id = ${id}`;
      return finding;
    },
  };
}

async function run() {
  const { database, sources } = databases;
  const outcome = await runQuality({ database, sources, rules: toyRules, law: toyLaw, asOf: '2026-10-31' });
  return outcome.rules.find(({ ruleId }) => ruleId === 'low-step');
}

const waive = async (id: string) => {
  await databases.quality`insert into waivers (finding_id, fingerprint, reason, waived_by)
    select id, fingerprint, 'agreed with the agency', 'a steward' from findings where id = ${id}`;
  await databases.quality`update findings set state = 'WAIVED' where id = ${id}`;
};

test('a finding is new once, stays, is resolved, and is the same finding when it comes again', async () => {
  const official = await chooseOfficial();
  await run();
  expect(await official.finding()).toBeUndefined();
  await official.setStep(1);
  expect(await run()).toMatchObject({ state: 'JUDGED', added: 1, resolved: 0 });
  const opened = await official.finding();
  expect(opened).toMatchObject({
    state: 'OPEN',
    details: { step: 1 },
    correction: { field: 'step', values: ['2'], certain: true },
    resolved: null,
  });
  expect(await run()).toMatchObject({ added: 0, resolved: 0 });
  expect(await official.finding()).toEqual(opened);
  await official.setStep(4);
  expect(await run()).toMatchObject({ added: 0, resolved: 1 });
  expect(await official.finding()).toMatchObject({ id: opened?.id, state: 'RESOLVED', resolved: expect.any(Date) });
  expect(await run()).toMatchObject({ added: 0, resolved: 0 });
  await official.setStep(1);
  expect(await run()).toMatchObject({ added: 1, resolved: 0 });
  expect(await official.finding()).toEqual(opened);
});

test('a record that the rule no longer checks has nothing wrong by it', async () => {
  const official = await chooseOfficial();
  await official.setStep(1);
  await run();
  expect(await official.finding()).toMatchObject({ state: 'OPEN' });
  await official.leave();
  expect(await run()).toMatchObject({ resolved: 1 });
  expect(await official.finding()).toMatchObject({ state: 'RESOLVED' });
});

test('what was waived stays so over runs, until the record changes in what its rule looks at', async () => {
  const official = await chooseOfficial();
  await official.setStep(1);
  await run();
  const { id } = (await official.finding()) as { id: string };
  await waive(id);
  expect(await run()).toMatchObject({ added: 0, resolved: 0 });
  expect(await official.finding()).toMatchObject({ state: 'WAIVED' });
  await official.setTitle('another title, and another day');
  expect(await run()).toMatchObject({ scope: 'CHANGED' });
  expect(await official.finding()).toMatchObject({ state: 'WAIVED' });
  await official.raise();
  await run();
  expect(await official.finding()).toMatchObject({ id, state: 'OPEN' });
});

test('what was waived, went and came again unchanged is still waived', async () => {
  const official = await chooseOfficial();
  await official.setStep(1);
  await run();
  const { id } = (await official.finding()) as { id: string };
  await waive(id);
  await official.setStep(7);
  await run();
  expect(await official.finding()).toMatchObject({ state: 'RESOLVED' });
  await official.setStep(1);
  await run();
  expect(await official.finding()).toMatchObject({ state: 'WAIVED', resolved: null });
});

test('what was waived and taken back, went and came again is open', async () => {
  const official = await chooseOfficial();
  await official.setStep(1);
  await run();
  const { id } = (await official.finding()) as { id: string };
  await waive(id);
  await databases.quality`update waivers set withdrawn_by = 'another steward', withdrawn_at = now() where finding_id = ${id}`;
  await run();
  expect(await official.finding()).toMatchObject({ state: 'OPEN' });
  await official.setStep(7);
  await run();
  await official.setStep(1);
  await run();
  expect(await official.finding()).toMatchObject({ state: 'OPEN' });
  await waive(id);
  expect(await official.finding()).toMatchObject({ state: 'WAIVED' });
});

test('a record that was compared with the population register again, with the same outcome, has not changed', async () => {
  const official = await chooseOfficial();
  await official.setStep(1);
  const check = (at: string) =>
    databases.owner('officials').unsafe(
      `insert into citizen_matches (official_id, outcome, mismatched_fields, checked_at, fingerprint) values ($1, 'MATCHED', '{}', $2::timestamptz, '')
      on conflict (official_id) do update set checked_at = excluded.checked_at`,
      [official.id, at],
    );
  await check('2026-09-01T00:00:00Z');
  await run();
  const { id } = (await official.finding()) as { id: string };
  await waive(id);
  const notes = async () =>
    (
      await databases.owner('officials').unsafe('select kind, key, xid::text from changed_records order by 1, 2, 3')
    ).map((note) => ({ ...note }));
  const before = await notes();
  await check('2026-10-01T00:00:00Z');
  expect(await notes()).toEqual(before);
  await run();
  expect(await official.finding()).toMatchObject({ state: 'WAIVED' });
});
