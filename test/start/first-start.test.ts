import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ask, createDataFolder, processesOf, runScript, startScript, tokenOf } from '../support/process.ts';

const stops = 'Ctrl-C stops all of it.';
const countOfficials = '{ officials { totalCount } }';

test('a first start fills and says how to ask; commands work beside it; a killed one is taken over', async ({
  onTestFinished,
}) => {
  const folder = await createDataFolder(onTestFinished);
  const env = { DATA_DIR: folder, SEED_OFFICIALS: '300', PORT: '0' };
  const first = startScript('start', [], { env, npm: true });
  await first.until(stops);

  // Progress, then one block: the address, the records of each database, something to paste.
  const printed = first.output();
  for (const name of ['administrative-units', 'officials', 'labor-employment', 'social-security']) {
    expect(printed).toMatch(new RegExp(`filling ${name} \\.\\.\\.\nfilled ${name} in .* s\n[^]*answers at`));
    expect(printed).toMatch(new RegExp(`\n {2}${name} +[1-9][\\d,]* `));
  }
  const curl = printed.split('\n').find((line) => line.startsWith('  curl')) ?? '';
  const answer = JSON.parse(execFileSync('sh', ['-c', curl], { encoding: 'utf8' }));
  expect(answer.errors).toBeUndefined();
  expect(Object.values(answer.data)).not.toContain(null);

  // The page, and the token of a role that it asks for.
  const url = first.url();
  const { port, origin } = new URL(url);
  expect(printed).toContain(`In a browser: ${origin}/\n`);
  const page = await fetch(origin);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const headers = { 'content-type': 'application/json' };
  const given = await fetch(`${origin}/explorer/token`, { method: 'POST', headers, body: '{"role":"auditor"}' });
  const taken = (await given.json()) as { token: string };
  expect(await ask(url, '{ officials(first: 1) { nodes { id } } }', taken.token)).not.toHaveProperty('errors');

  // A second start, on its port or on its folder.
  const onPort = await runScript('start', [], { env: { DATA_DIR: `${folder}/other`, PORT: port } });
  expect(onPort).toEqual({ code: 1, output: expect.stringMatching(/^lienthong: PORT: .* is taken: .*\n$/) });
  expect(processesOf(`${folder}/other`)).toEqual([]);
  const onFolder = await runScript('start', [], { env });
  expect(onFolder).toEqual({
    code: 1,
    output: expect.stringMatching(/^lienthong: the data folder .* is in use .*\n$/),
  });
  const token = await tokenOf(env, 'auditor');
  const before = await ask(url, countOfficials, token);
  expect(before.data.officials.totalCount).toBeGreaterThan(250);

  // Commands beside it.
  expect(await runScript('migrate', [], { env })).toMatchObject({ code: 0 });
  expect(await runScript('seed', ['--officials', '400', '--only', 'officials'], { env })).toMatchObject({ code: 0 });
  const after = await ask(url, countOfficials, token);
  expect(after.data.officials.totalCount).toBeGreaterThan(before.data.officials.totalCount + 50);

  // Killed, it leaves PostgreSQL behind; the next start takes that over, fills nothing, and stops it at its end.
  first.signalGroup('SIGKILL');
  await first.ended;
  const second = startScript('start', [], { env, npm: true });
  await second.until(stops);
  expect(second.output()).not.toContain('filling');
  expect(await ask(second.url(), countOfficials, token)).toEqual(after);
  second.signal('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(processesOf(folder)).toEqual([]);
});
