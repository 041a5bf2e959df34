import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTokenRequest } from '../../gateway/access/token-request.ts';
import { contracts } from '../../schema/contracts.ts';
import { parseManifest } from '../../schema/manifests/manifest.ts';
import { type Stack, startStack } from '../support/stack.ts';

const run = promisify(execFile);
const partner = (...given: string[]) => run('npm', ['run', '--silent', 'partner', '--', ...given]);

/** The fenced blocks of a page, by their language. */
const blocks = (page: string, language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text as string);

const names = contracts.map(({ name }) => name);
const pages: Record<string, string> = {};
let folder: string;
let stack: Stack;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partners-'));
  for (const name of names) {
    pages[name] = (await partner(`office-of-${name}`, '--contract', name)).stdout;
    const [, manifest] = blocks(pages[name], 'json');
    await writeFile(join(folder, `office-of-${name}.json`), manifest as string);
  }
  stack = await startStack({ documents: { safelist: 'enforce', folder } });
});
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(names)('%s', (name) => {
  test('its claims are those of the token that the request is sent with', () => {
    const [claims = ''] = blocks(pages[name] as string, 'json');
    const [command = ''] = /npm run --silent token -- (.*)\)$/m.exec(pages[name] as string)?.slice(1) ?? [];
    const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? (word as string));
    const text = { type: 'string' } as const;
    const options = { client: text, contract: text, scope: text, units: text, purpose: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { sub: _, ...token } = readTokenRequest(positionals[0], values).claims;
    const { sub, ...printed } = JSON.parse(claims);
    expect(sub).toBe(`office-of-${name}`);
    expect(JSON.parse(JSON.stringify(token))).toEqual(printed);
  });

  test('its manifest is one, and its requests are answered, where only trusted documents are', async () => {
    const [claims = '', manifest = ''] = blocks(pages[name] as string, 'json');
    expect(parseManifest(manifest, 'printed').operations).toHaveLength(1);
    const token = await stack.tokenOf('partner', JSON.parse(claims));
    const requests = blocks(pages[name] as string, 'sh');
    expect(requests).toHaveLength(2);
    const answers = await Promise.all(
      requests.map((request) => {
        const script = request
          .replace(/\$\(npm run .*\)/, token)
          .replaceAll('http://localhost:4000/graphql', stack.url);
        return run('sh', ['-c', script.startsWith('TOKEN=') ? script : `TOKEN=${token}\n${script}`]);
      }),
    );
    const [first, second] = answers.map(({ stdout }) => JSON.parse(stdout));
    expect(first.errors).toBeUndefined();
    const [connection] = Object.values(first.data) as { nodes: object[]; pageInfo: object }[];
    expect(connection?.nodes).toHaveLength(3);
    expect(Object.values(connection?.nodes[0] ?? {})).not.toContain(null);
    expect(second.data).toEqual(first.data);
  });
});

test.each([
  [[], 'expected the name of the partner'],
  [['a', 'b'], 'expected one name'],
  [['79/evil'], 'expected the name of the partner'],
  [['012345678901'], 'no number of 9 digits'],
  [['office', '--contract', 'everything'], '--contract: expected one of public, partner-insurance, partner-locality'],
  [['office', '--nonsense'], 'nonsense'],
  [['office', '--url', 'api.example.gov.vn'], '--url: expected the address of the gateway, as https://'],
  [['office', '--url', 'http://api.example.gov.vn'], 'http for this machine alone'],
  [['office', '--url', 'http://127.example.gov.vn'], 'http for this machine alone'],
  [['office', '--url', 'https://api.example.gov.vn/graphql'], 'without /graphql'],
  [['office', '--url', 'https://user:secret@api.example.gov.vn'], 'without user'],
  [['office', '--url', 'https://api.example.gov.vn/$(id)'], '--url: expected'],
])('%j is refused in words', async (given, words) => {
  await expect(partner(...given)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(words) });
});

test('with --url it is for a gateway elsewhere, whose provider gives the token', async () => {
  const url = 'https://api.example.gov.vn/lien-thong/';
  const { stdout } = await partner('office', '--contract', 'partner-insurance', '--url', url);
  expect(stdout).toContain('Address: https://api.example.gov.vn/lien-thong/graphql (also ');
  expect(stdout).toContain(
    'for people the explorer at https://api.example.gov.vn/, which leads to it (https://api.example.gov.vn/docs/own) once it has the token, where that',
  );
  expect(stdout).not.toMatch(/localhost|npm run --silent token|development/);
  expect(stdout).not.toContain('/docs/partner-insurance');
  for (const script of blocks(stdout, 'sh')) await run('sh', ['-n', '-c', script]);
  const at = (await partner('office', '--url', 'http://127.0.0.1:4100')).stdout;
  expect(at).toContain('curl -s http://127.0.0.1:4100/graphql');
  expect(at).toContain('npm run --silent token --');
  expect(at).toMatch(/; for people http:\/\/127\.0\.0\.1:4100\/docs\/public$/m);
});

test('what the guide asks is of the contract that it is about, but for what it says is not', async () => {
  const guide = await readFile('gateway/partners.md', 'utf8');
  const schema = buildSchema(await readFile('schema/contracts/partner-insurance.graphql', 'utf8'));
  const sent = [...guide.matchAll(/-d '(\{"query".*\})'/g)].map(
    ([, body]) => JSON.parse(body as string).query as string,
  );
  const asked = [...blocks(guide, 'graphql'), ...sent];
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.flatMap((query) => validate(schema, parse(query)))).toEqual([]);
  const [refused] = validate(schema, parse('{ officials { totalCount } }'));
  expect(guide).toContain(refused?.message);
});

test('documents of a partner are held against its contract', async () => {
  const file = join(folder, 'asked.graphql');
  await writeFile(file, 'query A { insuredPersons { totalCount } }\nquery B { officials { totalCount } }\n');
  const documents = (...given: string[]) =>
    run('npm', ['run', '--silent', 'documents', '--', file, '--client', 'office', ...given]);
  expect(JSON.parse((await documents()).stdout).operations).toHaveLength(2);
  await expect(documents('--contract', 'partner-insurance')).rejects.toMatchObject({
    stderr: expect.stringMatching(/asked\.graphql:2: Cannot query field "officials" on type "Query"/),
  });
  await expect(documents('--contract', 'all')).rejects.toMatchObject({
    stderr: expect.stringContaining('--contract: expected one of public'),
  });
});
