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

test.concurrent.for(['start', 'gateway', 'subgraph', 'migrate', 'seed', 'token', 'usage', 'schema:check', 'example'])(
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
    OIDC_ISSUER: 'zecret-8',
    ACCESS_MODE: 'zecret-9',
    SUBGRAPH_KEY_OFFICIALS: 'zecret-10',
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

const provider = { NODE_ENV: 'production', OIDC_ISSUER: 'https://login.example' };

test.concurrent.for([
  ['start', [], { NODE_ENV: 'production' }, /^lienthong: OIDC_ISSUER: expected .* NODE_ENV is production\n$/],
  ['start', [], { OIDC_JWKS: 'keys.json' }, /^lienthong: OIDC_ISSUER: expected beside .*\n$/],
  ['gateway', [], provider, /^lienthong: SUBGRAPH_KEY_\w+: expected a secret .* NODE_ENV is production\n$/],
  [
    'gateway',
    [],
    { SUBGRAPH_KEY_OFFICIAL: 'x'.repeat(32) },
    /^lienthong: .*SUBGRAPH_KEY_OFFICIAL: expected one of SUBGRAPH_KEY_.*\n$/,
  ],
  ['subgraph', ['officials'], provider, /^lienthong: SUBGRAPH_KEY_OFFICIALS: expected a secret .*\n$/],
  ['token', ['auditor'], provider, /^lienthong: .*\n$/],
] as const)('npm run %s %s is refused with %o', async ([script, args, env, message], { onTestFinished }) => {
  const DATA_DIR = await createDataFolder(onTestFinished);
  const refused = await runScript(script, [...args], { env: { DATA_DIR, PORT: '0', ...env } });
  expect(refused).toEqual({ code: 1, output: expect.stringMatching(message) });
});
