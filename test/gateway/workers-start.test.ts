import { expect, test, vi } from 'vitest';
import { ask, createDataFolder, processesOf, runScript, startScript, tokenOf } from '../support/process.ts';

test('npm start with workers: databases filled once, each worker answers over its part of the connections', async ({
  onTestFinished,
}) => {
  const folder = await createDataFolder(onTestFinished);
  const env = { DATA_DIR: folder, SEED_OFFICIALS: '200', PORT: '0', GATEWAY_WORKERS: '2' };
  const running = startScript('start', [], { env });
  await running.until('Ctrl-C stops all of it.');
  const printed = running.output();
  expect(printed.split('filling officials').length).toBe(2);
  expect(printed.split('answers at').length).toBe(2);
  expect(printed.match(/population register for development: http/g)).toHaveLength(1);
  expect(printed).toMatch(/\n {2}officials +[1-9][\d,]* /);

  const token = await tokenOf(env, 'auditor');
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => ask(running.url(), '{ officials { totalCount } }', token)),
  );
  expect(new Set(answers.map(({ data }) => data.officials.totalCount)).size).toBe(1);
  expect(answers[0]?.errors).toBeUndefined();
  const ready = await fetch(new URL('/health/ready', running.url()));
  expect(ready.status).toBe(200);

  // One that is killed leaves the databases to the other, and comes back.
  const workers = [...running.output().matchAll(/"worker":(\d+),"msg":"a worker answers"/g)].map(([, pid]) =>
    Number(pid),
  );
  expect(workers).toHaveLength(2);
  process.kill(workers[0] as number, 'SIGKILL');
  await vi.waitFor(() => expect(running.output().match(/a worker answers/g)).toHaveLength(3), { timeout: 60_000 });
  expect(await ask(running.url(), '{ officials { totalCount } }', token)).toEqual(answers[0]);

  running.signal('SIGTERM');
  expect(await running.ended).toBe(0);
  expect(processesOf(folder)).toEqual([]);
});

test.for([
  ['0', /^lienthong: GATEWAY_WORKERS: expected a number of processes from 1 to 64\n$/],
  ['two', /^lienthong: GATEWAY_WORKERS: expected a number of processes from 1 to 64\n$/],
  ['9', /^lienthong: GATEWAY_WORKERS: expected at most 8 .*\n$/],
] as const)('GATEWAY_WORKERS=%s is refused in a line', async ([GATEWAY_WORKERS, message], { onTestFinished }) => {
  const DATA_DIR = await createDataFolder(onTestFinished);
  const refused = await runScript('start', [], { env: { DATA_DIR, PORT: '0', GATEWAY_WORKERS } });
  expect(refused).toEqual({ code: 1, output: expect.stringMatching(message) });
});
