import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { databasesOf } from '../../subgraphs/data-quality/run/scope.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { serveSubgraph } from '../../subgraphs/kit/http.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import { registry } from '../../subgraphs/registry.ts';
import { runScript, startScript } from '../support/process.ts';
import { type QualityDatabases, qualityDatabases } from '../support/quality-databases.ts';
import { standing } from './standing.ts';

let databases: QualityDatabases;
let env: Record<string, string>;
beforeAll(async () => {
  databases = await qualityDatabases('quality_command');
  env = databases.environment;
  // The rules of the population register need a comparison to judge by.
  expect(await runScript('match', [], { env })).toMatchObject({ code: 0 });
});
afterAll(() => databases?.stop());

const quality = (args: string[], more: Record<string, string> = {}) =>
  runScript('quality', ['--no-match', '--as-of', '2026-10-31', ...args], { env: { ...env, ...more } });

/** The row of a rule in the printed table, its cells apart. */
const rowOf = (output: string, ruleId: string) =>
  output
    .split('\n')
    .map((line) => line.split(/ {2,}/))
    .findLast(([first]) => first === ruleId);

test('it prints what each rule checked and found, and the next run has nothing new', async () => {
  const first = await quality([]);
  expect(first).toMatchObject({ code: 0 });
  for (const { id } of rules) expect(rowOf(first.output, id)).toHaveLength(6);
  const [checked] = await databases.owner('officials')`select count(*)::text as count from officials`;
  expect(rowOf(first.output, 'official-coefficient')?.[1]).toBe(checked?.count);
  expect(first.output).toContain(`${rules.length} of ${rules.length} rules`);
  const second = await quality([]);
  expect(second).toMatchObject({ code: 0 });
  for (const { id } of rules) expect(rowOf(second.output, id)?.slice(3, 5)).toEqual(['0', '0']);
});

test('one rule is judged alone where it is named, and what there is to name is told', async () => {
  const { code, output } = await quality(['--rule', 'official-coefficient']);
  expect(code).toBe(0);
  expect(output).toContain('1 of 1 rules');
  expect(rowOf(output, 'late-update')).toBeUndefined();
  const unknown = await quality(['--rule', 'no-such-rule']);
  expect(unknown.code).toBe(1);
  expect(unknown.output).toContain('--rule: no rule "no-such-rule": expected');
  expect(unknown.output).toContain('official-coefficient');
});

test.each([
  [['--since', 'yesterday'], '--since: expected a date as yyyy-MM-dd'],
  [['--owner', '79'], "--owner: expected the first part of an agency's code, like G09"],
  [['--owner', 'H99'], '--owner: no agency has a code that begins with H99'],
  [['--full', '--since', '2026-01-01'], '--full or --since: expected one of them'],
  [['--everything'], "Unknown option '--everything'"],
])('%j is refused with what was expected', async (args, message) => {
  const { code, output } = await quality(args);
  expect(code).toBe(1);
  expect(output).toContain(message);
});

test('a database that is down is named beside the rules that did not run, and the exit code says so', async () => {
  const url = Object.assign(new URL(env.DATABASE_URL_SOCIAL_SECURITY as string), { port: '1' }).href;
  const statistics = Object.assign(new URL(env.DATABASE_STATISTICS_URL_SOCIAL_SECURITY as string), { port: '1' }).href;
  const { code, output } = await quality([], {
    DATABASE_URL_SOCIAL_SECURITY: url,
    DATABASE_STATISTICS_URL_SOCIAL_SECURITY: statistics,
  });
  expect(code).toBe(1);
  for (const rule of rules) {
    const row = rowOf(output, rule.id);
    if (databasesOf(rule).includes('social-security')) expect(row?.[1]).toMatch(/^NOT RUN: social-security /);
    else expect(row).toHaveLength(6);
  }
});

test('a second run is told so by its exit code', async () => {
  const held = await databases.quality.reserve();
  try {
    await held`select pg_advisory_lock(hashtext('lienthong quality'))`;
    const { code, output } = await quality([]);
    expect(code).toBe(3);
    expect(output).toContain('another run is under way');
  } finally {
    await held`select pg_advisory_unlock_all()`;
    held.release();
  }
});

test('over HTTP a run finds what it finds in one process', async () => {
  await quality(['--full']);
  const before = await standing(databases.quality);
  const key = randomBytes(32).toString('base64url');
  const entry = registry.find(({ name }) => name === 'officials');
  if (!entry) throw new Error('no such subgraph');
  const { application, statistics } = databases.urls.officials as DatabaseUrls;
  await using stack = new AsyncDisposableStack();
  const running = startSubgraph((await entry.load()).default, {
    databaseUrls: { application, statistics },
    personKey: Buffer.from('any'),
    report: () => {},
  });
  stack.defer(() => running.stop());
  const server = await serveSubgraph({ ...running, host: '127.0.0.1', port: 0, keys: [Buffer.from(key)] });
  stack.defer(() => server.stop());
  const service = { SUBGRAPH_URL_OFFICIALS: server.url, SUBGRAPH_KEY_OFFICIALS: key };
  expect(await quality(['--full'], service)).toMatchObject({ code: 0 });
  const remote = await runScript('quality', ['--as-of', '2026-10-31', '--rule', 'citizen-not-found'], {
    env: { ...env, ...service },
  });
  expect(remote.output).toContain('population-register: not compared here: officials is a service');
  expect(remote.code).toBe(0);
  expect(await standing(databases.quality)).toEqual(before);
  const refused = await quality(['--rule', 'official-coefficient'], {
    ...service,
    SUBGRAPH_KEY_OFFICIALS: 'x'.repeat(40),
  });
  expect(refused.code).toBe(1);
  expect(rowOf(refused.output, 'official-coefficient')?.[1]).toMatch(/^NOT RUN: officials /);
});

test('a service runs the rules by itself at its times, one run at a time', async () => {
  const service = startScript('subgraph', ['data-quality'], {
    env: { ...env, PORT: '0', QUALITY_SCHEDULE: '* * * * * *', NODE_OPTIONS: '' },
  });
  try {
    await service.until('a run of the rules has ended');
    const lines = service
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'a run of the rules has ended', code: 0, level: 'info' }),
    );
  } finally {
    service.signalGroup('SIGTERM');
    await service.ended;
  }
});
