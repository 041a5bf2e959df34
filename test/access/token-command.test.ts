import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { developmentIdentity } from '../../gateway/access/development-identity.ts';
import { type Role, roles } from '../../gateway/access/roles.ts';
import { createDataFolder, runScript } from '../support/process.ts';
import { startWhoAmI } from './who-am-i.ts';

type Clean = Parameters<typeof createDataFolder>[0];

/** A new data folder, and the command on it. */
async function createCommand(onTestFinished: Clean) {
  const folder = await createDataFolder(onTestFinished);
  const run = (args: string[], env = {}) => runScript('token', args, { env: { DATA_DIR: folder, ...env } });
  const claims = async (...args: string[]) => decodeJwt((await run(args)).output.trim());
  return { folder, run, claims };
}

test('npm run --silent token prints a token alone, which the development identity of the data folder knows', async ({
  onTestFinished,
}) => {
  const { folder, run } = await createCommand(onTestFinished);
  const { code, output } = await run(['provincial-officer', '--purpose', 'PERSONNEL_MANAGEMENT']);
  expect(code).toBe(0);
  expect(output).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  await using gateway = await startWhoAmI(await developmentIdentity(folder));
  const { agency, jurisdiction, scopes } = roles['provincial-officer'];
  expect((await gateway.askAs(output.trim())).caller).toEqual({
    subject: 'development:provincial-officer',
    agency,
    jurisdiction,
    scopes,
    purpose: 'PERSONNEL_MANAGEMENT',
  });

  const other = await createCommand(onTestFinished);
  expect((await gateway.askAs((await other.run(['auditor'])).output.trim())).status).toBe(401);
});

test.for(Object.keys(roles) as Role[])(
  '%s holds what its row says, and no purpose',
  async (role, { onTestFinished }) => {
    const { claims } = await createCommand(onTestFinished);
    const { agency, jurisdiction, scopes } = roles[role];
    const token = await claims(role);
    expect(token).toMatchObject({
      jurisdiction,
      scope: scopes.join(' '),
      iss: 'lienthong-development',
      aud: 'lienthong',
    });
    expect([token.agency ?? null, token.purpose]).toEqual([agency, undefined]);
  },
);

test('options change what the token says', async ({ onTestFinished }) => {
  const { claims } = await createCommand(onTestFinished);
  const moved = await claims('provincial-officer', '--units', '68,26740');
  expect([moved.jurisdiction, moved.agency]).toEqual([['68', '26740'], undefined]);
  const both = await claims('provincial-officer', '--units', '68', '--agency', 'H28.05');
  expect([both.jurisdiction, both.agency]).toEqual([['68'], 'H28.05']);
  expect((await claims('ministry-officer', '--units', 'national')).jurisdiction).toBe('national');
  expect((await claims('ministry-officer', '--agency', 'G12')).agency).toBe('G12');
  expect((await claims('analyst', '--scope', 'labour:read a:b')).scope).toBe('labour:read a:b');
  const { iat = 0, exp } = await claims('analyst', '--expires', '90m');
  expect(exp).toBe(iat + 5_400);
});

describe('what is wrong is refused in a line that says what was expected', () => {
  test.concurrent.for([
    [[], /^lienthong: expected a role: analyst, ministry-officer, .*data-steward\n$/],
    [['minister'], /^lienthong: expected a role: analyst/],
    [['constructor'], /^lienthong: expected a role: analyst/],
    [['analyst', 'auditor'], /^lienthong: expected one role\n$/],
    [['analyst', '--units', '7'], /^lienthong: --units: expected national, or unit codes/],
    [['analyst', '--units', '79,national'], /^lienthong: --units: expected national, or unit codes/],
    [['analyst', '--agency', 'ministry'], /^lienthong: --agency: expected an agency identification code/],
    [['analyst', '--scope', 'a"b'], /^lienthong: --scope: expected scopes/],
    [['analyst', '--purpose', 'CURIOSITY'], /^lienthong: --purpose: expected one or more of PERSONNEL_MANAGEMENT/],
    [['analyst', '--expires', '31d'], /^lienthong: --expires: expected a time such as .* at most 30d\n$/],
    [['analyst', '--expires', 'soon'], /^lienthong: --expires: /],
    [['analyst', '--nonsense'], /^lienthong: Unknown option '--nonsense'/],
  ] as const)('%j', async ([args, message], { onTestFinished }) => {
    const { folder, run } = await createCommand(onTestFinished);
    expect(await run([...args])).toEqual({ code: 1, output: expect.stringMatching(message) });
    expect(await readdir(folder)).toEqual([]);
  });
  test.concurrent.for([
    [{ NODE_ENV: 'production' }, /^lienthong: NODE_ENV is production: tokens come from the identity provider/],
    [{ OIDC_ISSUER: 'https://login.example' }, /^lienthong: OIDC_ISSUER is set: /],
    [{ DATA_DIR: '/dev/null/data' }, /^lienthong: DATA_DIR: cannot be used for the development key \(ENOTDIR\)/],
  ] as const)('%j', async ([env, message], { onTestFinished }) => {
    const { run } = await createCommand(onTestFinished);
    expect(await run(['analyst'], env)).toEqual({ code: 1, output: expect.stringMatching(message) });
  });
  test('a key file that is none', async ({ onTestFinished }) => {
    const { folder, run } = await createCommand(onTestFinished);
    await run(['analyst']);
    await writeFile(join(folder, 'identity', 'key.json'), '{}');
    expect(await run(['analyst'])).toEqual({ code: 1, output: expect.stringMatching(/key\.json is no key of ours/) });
  });
});

test('-h lists the roles with what each holds', async ({ onTestFinished }) => {
  const { run } = await createCommand(onTestFinished);
  const { code, output } = await run(['-h']);
  expect(code).toBe(0);
  for (const [role, { scopes }] of Object.entries(roles))
    expect(output).toMatch(new RegExp(`  ${role} .*\\n.*${scopes.join(' ')}`));
});

test('the key is made once, by whoever is first, and is closed to other users', async ({ onTestFinished }) => {
  const { folder, run } = await createCommand(onTestFinished);
  const identities = await Promise.all([...Array(5)].map(() => developmentIdentity(folder)));
  expect(new Set(identities.map(({ jwks }) => jwks)).size).toBe(1);
  expect(identities[0]?.jwks).not.toContain('%22d%22');
  const key = join(folder, 'identity', 'key.json');
  const before = await readFile(key, 'utf8');
  await run(['analyst']);
  expect(await readFile(key, 'utf8')).toBe(before);
  expect(await readdir(join(folder, 'identity'))).toEqual(['key.json']);
  expect([(await stat(key)).mode & 0o777, (await stat(join(folder, 'identity'))).mode & 0o777]).toEqual([0o600, 0o700]);
});
