import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { makeManifest } from '../../schema/manifests/make-manifest.ts';
import { parseManifest } from '../../schema/manifests/manifest.ts';
import { runScript } from '../support/process.ts';
import { hashOf } from './documents-requests.ts';

const api = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const body = 'query A {\n  __typename\n}';
const operation = { id: hashOf(body), name: 'A', type: 'query', body };
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: [operation] };

describe('a manifest', () => {
  test("of Apollo's tools is read as it is, bodies with line breaks and clientName included", () => {
    const text = JSON.stringify({ ...manifest, operations: [{ ...operation, clientName: null }] });
    expect(parseManifest(text, 'a.json').operations).toEqual([operation]);
  });
  test.each<[string, unknown, RegExp]>([
    ['no object', 1, /^a\.json: expected an object of format, version and operations$/],
    ['another format', { ...manifest, format: 'x' }, /^a\.json: format: expected "apollo-persisted-query-manifest"$/],
    ['another version', { ...manifest, version: '1' }, /^a\.json: version: expected 1$/],
    ['no list', { ...manifest, operations: {} }, /^a\.json: operations: expected a list$/],
    [
      'no body',
      { ...manifest, operations: [{ ...operation, body: null }] },
      /^a\.json: operations\[0\]\.body: expected the text/,
    ],
    [
      'another id',
      { ...manifest, operations: [{ ...operation, id: 'a1' }] },
      /^a\.json: A: expected an id that is the SHA-256 of the body$/,
    ],
    [
      'another name',
      { ...manifest, operations: [{ ...operation, name: 'B' }] },
      /^a\.json: B: expected a body with one operation, a query of that name$/,
    ],
    [
      'another type',
      { ...manifest, operations: [{ ...operation, type: 'mutation' }] },
      /^a\.json: A: expected a body with one operation, a mutation of that name$/,
    ],
    [
      'two operations',
      { ...manifest, operations: [{ ...operation, body: `${body} query B { __typename }` }] },
      /with one operation/,
    ],
    ['no GraphQL', { ...manifest, operations: [{ ...operation, body: '{' }] }, /expected a body of GraphQL$/],
  ])('with %s is refused, and says where', (_, given, expected) => {
    expect(() => parseManifest(JSON.stringify(given), 'a.json')).toThrow(expected);
  });
  test('is made of files that share fragments, one operation each with what it uses', () => {
    const { operations } = makeManifest(
      [
        {
          path: 'a.graphql',
          text: 'query A { administrativeUnit(code: "79") { ...Names } }\nquery B { __typename } # of all',
        },
        {
          path: 'names.graphql',
          text: 'fragment Names on AdministrativeUnit { name fullName }\nfragment Unused on Query { __typename }',
        },
      ],
      api,
    );
    expect(operations.map(({ name, body }) => [name, body])).toEqual([
      ['A', 'query A{administrativeUnit(code:"79"){...Names}}fragment Names on AdministrativeUnit{name fullName}'],
      ['B', 'query B{__typename}'],
    ]);
    for (const { id, body } of operations) expect(id).toBe(hashOf(body));
  });
  test.each([
    ['no GraphQL', 'query A { a', /^a\.graphql:1: Syntax Error/],
    [
      'a field that there is not',
      'query A {\n  nothing\n}',
      /^a\.graphql:2: Cannot query field "nothing" on type "Query"/,
    ],
    ['no name', '\n\n{ __typename }', /^a\.graphql:3: Expected a name for every operation\.$/],
    ['a name twice', 'query A { __typename }\nquery A { __typename }', /only one operation named "A"/],
    ['fragments alone', 'fragment F on Query { __typename }', /^expected at least one operation/],
  ])('is not made of a file with %s', (_, text, expected) => {
    expect(() => makeManifest([{ path: 'a.graphql', text }], api)).toThrow(expected);
  });
});

async function createFolder(onTestFinished: (clean: () => Promise<void>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-manifest-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('npm run documents writes what the gateway reads, and checks it again', async ({ onTestFinished }) => {
  const folder = await createFolder(onTestFinished);
  await mkdir(join(folder, 'queries', 'deeper'), { recursive: true });
  await writeFile(
    join(folder, 'queries', 'deeper', 'a.graphql'),
    'query A { administrativeUnit(code: "79") { ...N } }',
  );
  await writeFile(join(folder, 'queries', 'n.gql'), 'fragment N on AdministrativeUnit { name }');
  const made = await runScript('documents', [join(folder, 'queries'), '--client', 'tax.office', '--into', folder]);
  expect(made).toEqual({ code: 0, output: expect.stringMatching(/^[\da-f]{64} {2}query A\n$/) });
  const file = join(folder, 'tax.office.json');
  const text = readFileSync(file, 'utf8');
  expect(parseManifest(text, file).operations).toHaveLength(1);
  expect(await runScript('documents', ['--check', folder])).toEqual({
    code: 0,
    output: 'manifests read: 1; the schema answers every operation\n',
  });
  const gone = 'query A { nothing }';
  const outdated = { ...manifest, operations: [{ ...operation, id: hashOf(gone), body: gone }] };
  await writeFile(file, JSON.stringify(outdated));
  expect(await runScript('documents', ['--check', folder])).toEqual({
    code: 1,
    output: expect.stringMatching(/^lienthong: .*tax\.office\.json: A: Cannot query field "nothing"/),
  });
});

test.concurrent.for<[string[], number, RegExp]>([
  [['--help'], 0, /^Usage: npm run documents/],
  [['--nonsense'], 1, /^lienthong: Unknown option '--nonsense'.*\n.*Usage/],
  [[], 1, /^lienthong: expected \.graphql files or folders\n/],
  [['schema/operations'], 1, /^lienthong: --client: expected the name of the partner/],
  [['schema/operations', '--client', '../x'], 1, /^lienthong: --client: expected the name of the partner/],
  [['nowhere', '--client', 'x'], 1, /^lienthong: nowhere: expected a \.graphql file or a folder/],
  [['schema/operations', '--client', 'x', '--into', 'nowhere'], 1, /^lienthong: --into: cannot write .* \(ENOENT\)\n$/],
])('npm run documents -- %s', async ([args, code, output]) => {
  expect(await runScript('documents', args)).toEqual({ code, output: expect.stringMatching(output) });
});
