import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { QualityEvent } from '../../subgraphs/data-quality/run/outcome.ts';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { standing } from './standing.ts';
import { pauseLock, pausingRules, toyLaw } from './toy-rules.ts';

let databases: QualityDatabases;
let undisturbed: Awaited<ReturnType<QualityDatabases['another']>>;
const children: ChildProcess[] = [];
beforeAll(async () => {
  databases = await qualityDatabases('resume');
  undisturbed = await databases.another();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await undisturbed?.quality.end();
  await databases?.stop();
});

/** A run in another process; `until` waits for what it tells. */
function startRun(hangs: string | null) {
  const given = JSON.stringify({ urls: databases.urls, hangs });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-run.ts'), given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    until: async (expected: object) => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error('it ended without telling what was waited for');
        const event = JSON.parse(value) as Record<string, unknown>;
        if (Object.entries(expected).every(([key, wanted]) => event[key] === wanted)) return;
      }
    },
    kill: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function run(database: string) {
  const events: QualityEvent[] = [];
  const report = (event: QualityEvent) => void events.push(event);
  const { sources } = databases;
  const outcome = await runQuality({ database, sources, rules: pausingRules, law: toyLaw, asOf: '2026-10-31', report });
  return { ...outcome, events };
}

/** Each run and what it did with each rule, but for times. */
const history = (sql: QualityDatabases['quality']) => sql`
  select q.state, q.kind, r.rule_id, r.state as rule_state, r.checked, r.found, r.added, r.resolved
  from quality_runs q left join rule_runs r on r.run_id = q.id order by q.started_at, r.rule_id`;

test('killed while it reads a database, then killed while it judges, a run goes on and ends like an undisturbed one', async () => {
  const reading = startRun('social-security');
  await reading.until({ event: 'half' });
  await reading.kill();

  await using pause = await databases.quality.reserve().then((held) => ({
    held,
    [Symbol.asyncDispose]: async () => {
      await held`select pg_advisory_unlock_all()`;
      held.release();
    },
  }));
  await pause.held`select pg_advisory_lock(${pauseLock})`;
  const judging = startRun(null);
  await judging.until({ event: 'run', resumed: true });
  await judging.until({ event: 'staged', database: 'officials', how: 'ALREADY' });
  await judging.until({ event: 'staged', database: 'social-security', how: 'WHOLE' });
  await judging.until({ event: 'judging', ruleId: 'pausing' });
  await expect
    .poll(() => pause.held`select from pg_locks where locktype = 'advisory' and objid = ${pauseLock} and not granted`, {
      timeout: 20_000,
    })
    .toHaveLength(1);
  await judging.kill();
  await pause.held`select pg_advisory_unlock(${pauseLock})`;

  const resumed = await run(databases.database);
  expect(resumed.events).toContainEqual(expect.objectContaining({ event: 'run', resumed: true }));
  expect(resumed.events.flatMap((event) => (event.event === 'staged' ? [event.how] : []))).toEqual(
    Array(4).fill('ALREADY'),
  );
  const again = resumed.rules.map((outcome) => outcome.state === 'JUDGED' && outcome.already);
  expect(again).toEqual(pausingRules.map((_, index) => index < 3));

  await run(undisturbed.database);
  expect(await standing(databases.quality)).toEqual(await standing(undisturbed.quality));
  expect(await history(databases.quality)).toEqual(await history(undisturbed.quality));
  // Nothing is left to be gone on with.
  expect(await run(databases.database)).toMatchObject({
    events: expect.arrayContaining([expect.objectContaining({ resumed: false })]),
  });
});

test('a run that was asked for something else leaves a killed one behind', async () => {
  const killed = startRun('officials');
  await databases.owner('officials')`update officials set updated_at = updated_at + interval '1 minute'`;
  await databases.owner('officials').unsafe('truncate citizen_matches');
  await killed.until({ event: 'half' });
  await killed.kill();
  const { sources, database, quality } = databases;
  const report = () => {};
  await runQuality({ database, sources, rules: pausingRules, law: toyLaw, asOf: '2026-10-31', full: true, report });
  const runs = await quality`select state, kind from quality_runs order by started_at desc limit 2`;
  expect(runs.map(({ state }) => state)).toEqual(['COMPLETED', 'ABANDONED']);
});
