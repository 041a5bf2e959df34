import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { makeManifest, printManifest } from '../../../schema/manifests/make-manifest.ts';

const command = join(import.meta.dirname, '..', '..', '..', 'schema', 'changes', 'command.ts');
const first = 'type Query { people: [Person!] } type Person { name: String born: Int old: Int }\n';
const manifest = (query: string) =>
  printManifest(makeManifest([{ path: 'x.graphql', text: query }], buildSchema(first)));

/** What Node has compiled once: most of a run of the command is that. */
const compiled = mkdtempSync(join(tmpdir(), 'lienthong-compiled-'));
afterAll(() => rmSync(compiled, { recursive: true, force: true }));

/** A repository with one commit of a small schema, and what one does there. */
function createRepository() {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-changes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const git = (...args: string[]) => {
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  };
  const commit = () => {
    git('add', '-A');
    git('commit', '-q', '-m', 'x', '--no-verify');
  };
  const check = (...args: string[]) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      execFile(
        process.execPath,
        [command, ...args],
        { cwd: folder, env: { ...process.env, NODE_COMPILE_CACHE: compiled } },
        (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      );
    });
  write('schema/api.graphql', first);
  write('schema/manifests/operations.json', manifest('query Names { people { name } }'));
  git('init', '-q', '-b', 'main');
  commit();
  return { folder, write, git, commit, check, changelog: () => readFile(join(folder, 'schema/CHANGELOG.md'), 'utf8') };
}

test('a change of the working tree is told, and has to be written down', async () => {
  const { write, check, changelog, commit } = createRepository();
  write('schema/api.graphql', first.replace('old: Int', 'old: Int more: Int'));
  const untold = await check('HEAD');
  expect(untold).toEqual({
    code: 1,
    output: expect.stringContaining("Field 'more' was added to object type 'Person'"),
  });
  expect(untold.output).toContain('schema/CHANGELOG.md does not tell all of it');
  expect((await check('HEAD', '--write')).code).toBe(0);
  expect(await changelog()).toMatch(/^# Changes[\s\S]*\n## \d{4}-\d\d-\d\d\n\n- Field 'more' was added .*\n$/);
  expect((await check('HEAD')).code).toBe(0);
  // On the main branch the commit before is what counts, and a line that was there before tells nothing new.
  commit();
  expect((await check()).code).toBe(0);
  write('schema/api.graphql', first);
  commit();
  write('schema/api.graphql', first.replace('old: Int', 'old: Int more: Int'));
  expect((await check('HEAD')).code).toBe(1);
});

test('what breaks an operation is refused until it is accepted with a reason', async () => {
  const { write, check, changelog } = createRepository();
  write('schema/api.graphql', first.replace('name: String ', ''));
  write('schema/manifests/operations.json', manifest('query Names { people { born } }'));
  const { code, output } = await check('main');
  expect(code).toBe(1);
  // The operation as it stood, for that is what clients send.
  expect(output).toMatch(/Breaking \(1\)\n {2}Field 'name' was removed .*\n {4}breaks operation Names\n/);
  expect(output).toMatch(/answers no longer\n {2}operation Names: Cannot query field "name"/);
  expect((await check('main', '--write')).code).toBe(1);
  expect((await check('main', '--write', '--accept', ' ')).code).toBe(2);
  expect((await check('main', '--write', '--accept', 'both offices were told in May')).code).toBe(0);
  expect(await changelog()).toContain('. Accepted: both offices were told in May\n');
  expect((await check('main')).output).toContain('accepted: both offices were told in May');
});

test('what nobody uses is let through where that was counted for long enough', async () => {
  const { folder, write, check } = createRepository();
  write('schema/api.graphql', first.replace(' old: Int', ''));
  const usage = (days: number, coordinate: string) => {
    const since = new Date(Date.now() - days * 86_400_000).toISOString();
    write('usage.json', JSON.stringify({ since, uses: [{ coordinate, client: 'portal', requests: 5 }] }));
  };
  expect(await check('HEAD')).toEqual({ code: 1, output: expect.stringContaining('who uses what was not told') });
  usage(40, 'Person.old');
  expect(await check('HEAD', '--usage', 'usage.json')).toEqual({
    code: 1,
    output: expect.stringContaining('breaks client portal (5 requests)'),
  });
  usage(3, 'Person.born');
  expect((await check('HEAD', '--usage', 'usage.json')).code).toBe(1);
  usage(40, 'Person.born');
  const told = JSON.parse((await check('HEAD', '--usage', 'usage.json', '--json')).output);
  expect(told.changes).toEqual([expect.objectContaining({ path: 'Person.old', verdict: 'unused', fails: false })]);
  write('partners/pension-office.json', manifest('query Olds { people { old } }'));
  expect(await check('HEAD', '--usage', join(folder, 'usage.json'), '--documents', 'partners')).toEqual({
    code: 1,
    output: expect.stringContaining('breaks document Olds of pension-office'),
  });
  expect((await check('HEAD', '--usage', 'usage.json', '--write')).output).toContain(
    'nobody used it in the last 30 days',
  );
  expect((await check('HEAD')).code).toBe(0);
});

test('a contract is compared as well, beyond what changes for everyone', async () => {
  const { write, check, commit } = createRepository();
  write('schema/contracts/public.graphql', 'type Query { people: [Person!] } type Person { name: String born: Int }\n');
  commit();
  write('schema/contracts/public.graphql', 'type Query { people: [Person!] } type Person { name: String }\n');
  expect(await check('HEAD')).toEqual({
    code: 1,
    output: expect.stringContaining("in public: Field 'born' was removed from object type 'Person'"),
  });
  const since = new Date(Date.now() - 40 * 86_400_000).toISOString();
  const verdictOf = async (...contracts: (string | null | undefined)[]) => {
    const uses = contracts.map((contract) => ({ coordinate: 'Person.born', client: 'portal', contract, requests: 5 }));
    write('usage.json', JSON.stringify({ since, uses }));
    const { changes } = JSON.parse((await check('HEAD', '--usage', 'usage.json', '--json')).output);
    return [changes[0].verdict, changes[0].breaks];
  };
  // Whoever asks by the whole schema, or by another contract, loses nothing; a gateway of before did not tell.
  expect(await verdictOf('public')).toEqual(['used', ['client portal by public (5 requests)']]);
  expect(await verdictOf(null)).toEqual(['unused', []]);
  expect(await verdictOf('partner-insurance')).toEqual(['unused', []]);
  expect(await verdictOf(undefined)).toEqual(['used', ['client portal (5 requests)']]);
  // While gateways are replaced both tell.
  expect(await verdictOf(null, undefined)).toEqual(['used', ['client portal (5 requests)']]);
});

test('without an earlier commit nothing is checked, and that is said; a branch is compared with where it left', async () => {
  const { write, git, commit, check } = createRepository();
  expect(await check()).toEqual({ code: 0, output: expect.stringContaining('nothing was checked') });
  expect(await check('nowhere')).toEqual({ code: 2, output: expect.stringMatching(/^lienthong: BASE: expected/) });
  expect((await check('--nonsense')).output).toMatch(/^lienthong: Unknown option[\s\S]*Usage: npm run schema:check/);
  git('checkout', '-q', '-b', 'branch');
  for (const name of ['one', 'two']) {
    write('schema/api.graphql', first.replace('old: Int', `old: Int ${name}: Int`));
    commit();
  }
  git('checkout', '-q', 'main');
  write('schema/api.graphql', first.replace('old: Int', 'old: Int elsewhere: Int'));
  commit();
  git('checkout', '-q', 'branch');
  const { output } = await check();
  expect(output).toContain("Field 'two' was added");
  expect(output).not.toContain('elsewhere');
});
