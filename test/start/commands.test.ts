import { expect, test } from 'vitest';
import { createDataFolder, processesOf, runScript } from '../support/process.ts';

test('commands alone start what they need and leave nothing running, also two at once on a new folder', async ({
  onTestFinished,
}) => {
  const folder = await createDataFolder(onTestFinished);
  const env = { DATA_DIR: folder };
  const both = await Promise.all([
    runScript('migrate', [], { env, npm: true }),
    runScript('seed', ['--officials', '200', '--only', 'officials'], { env, npm: true }),
  ]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both[0]?.output).toContain('at the newest schema: administrative-units, officials,');
  expect(both[1]?.output).toMatch(/filled officials in .* s\nfilled for 200 officials in/);
  expect(processesOf(folder)).toEqual([]);
});

test.concurrent.for(['start', 'gateway', 'subgraph', 'migrate', 'seed'])(
  'npm run %s -- --help says how to use it',
  async (script) => {
    expect(await runScript(script, ['--help'])).toEqual({ code: 0, output: expect.stringMatching(/^Usage/) });
  },
);

test.concurrent.for([
  ['subgraph', ['offcials'], /^lienthong: no subgraph "offcials": expected administrative-units, officials, .*\n$/],
  ['seed', ['--only', 'offcials'], /^lienthong: no subgraph "offcials": expected .*\n$/],
  ['seed', ['officials'], /^lienthong: Unexpected argument 'officials'.*\nUsage/],
  ['start', ['--nonsense'], /^lienthong: Unknown option '--nonsense'.*\nUsage/],
  ['seed', ['--officials', 'many'], /^lienthong: SEED_OFFICIALS: expected a number from 100 to 2000000\n$/],
] as const)('npm run %s -- %s is refused in words', async ([script, args, message]) => {
  expect(await runScript(script, [...args])).toEqual({ code: 1, output: expect.stringMatching(message) });
});

test.concurrent('every problem of the environment is told, one line each, and no value is repeated', async () => {
  const env = {
    PORT: 'zecret-1',
    SEED_OFFICIALS: 'zecret-2',
    PERSON_KEY: 'zecret-3',
    DATABASE_URL_OFFICIALS: 'mysql://zecret-4',
    DATABASE_URL_SOCIAL_SECURITY: 'zecret-5',
    SUBGRAPH_URL_OFFICIALS: 'zecret-6',
    LOG_LEVEL: 'zecret-7',
  };
  const { code, output } = await runScript('start', [], { env });
  expect(code).toBe(1);
  expect(output).not.toContain('zecret');
  const lines = output.trimEnd().split('\n');
  expect(lines.map((line) => /^lienthong: (\w+): ./.exec(line)?.[1]).sort()).toEqual(Object.keys(env).sort());
});

test.concurrent('a DATA_DIR that cannot be one is refused in a line', async () => {
  expect(await runScript('start', [], { env: { DATA_DIR: '/dev/null/data', PORT: '0' } })).toEqual({
    code: 1,
    output: expect.stringMatching(/^lienthong: DATA_DIR: cannot be used as a folder \(ENOTDIR\).*\n$/),
  });
});
