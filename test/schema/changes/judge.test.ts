import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { compareSchemas } from '../../../schema/changes/compare.ts';
import { brokenDocuments, judge } from '../../../schema/changes/judge.ts';
import { parseUsage, UsageReportError } from '../../../schema/changes/usage-report.ts';
import { usesOfManifest, usesOfReports } from '../../../schema/changes/uses.ts';
import { makeManifest } from '../../../schema/manifests/make-manifest.ts';

const text = `
  type Query { people(filter: Filter, first: Int): [Person!]  found: Found  firms: [Firm!] }
  interface Named { id: ID name: String }
  type Person implements Named { id: ID name: String born: Int }
  type Firm implements Named { id: ID name: String code: String }
  union Found = Person | Firm
  enum Kind { A B }
  input Filter { kind: Kind text: String }
`;
const before = buildSchema(text);

const documents = `
  query ByVariable($filter: Filter) { people(filter: $filter) { born } }
  query Written { people(filter: { kind: B }) { name } }
  query Firms { firms { code } }
  query Either { found { ... on Named { name } ... on Firm { code } } }
`;
const manifest = makeManifest([{ path: 'x.graphql', text: documents }], before);

const report = {
  since: '2026-09-01T00:00:00.000Z',
  uses: [
    { coordinate: 'Query.people', client: 'portal', requests: 1200 },
    { coordinate: 'Query.people(filter:)', client: 'portal', requests: 300 },
    { coordinate: 'Person.born', client: null, requests: 7 },
  ],
};

const uses = [...usesOfManifest(manifest, (name) => `operation ${name}`, before), ...usesOfReports([report], before)];

async function judged(from: string, to: string, isCounted = false) {
  expect(text).toContain(from);
  const after = buildSchema(text.replace(from, to));
  const { changes } = await compareSchemas(before, after);
  return {
    changes: judge(changes, uses, { isCounted }).filter(({ level }) => level === 'breaking'),
    broken: brokenDocuments(uses, before, after).map(({ who }) => who),
  };
}

test.for([
  ['a field', ' born: Int', '', 'used', ['operation ByVariable', 'clients without a name (7 requests)'], []],
  [
    'an argument',
    'filter: Filter, first',
    'first',
    'used',
    ['operation ByVariable', 'operation Written', 'client portal (300 requests)'],
    [],
  ],
  [
    'a value, written or in a variable',
    '{ A B }',
    '{ A }',
    'used',
    ['operation Written'],
    ['operation ByVariable', 'client portal'],
  ],
  ['an input field in a variable alone', ' text: String', '', 'perhaps', [], ['operation ByVariable', 'client portal']],
  ['a member of a union', 'Person | Firm', 'Person', 'used', ['operation Either'], []],
  ['an argument nobody gives', ', first: Int', '', 'unknown', [], []],
  [
    'a field by its interface',
    'interface Named { id: ID name: String }',
    'interface Named { id: ID }',
    'used',
    ['operation Either'],
    [],
  ],
] as const)('whom the loss of %s breaks', async ([, from, to, verdict, breaks, mayBreak]) => {
  const { changes, broken } = await judged(from, to);
  const [change] = changes;
  expect(change).toMatchObject({ verdict, breaks, mayBreak });
  // What GraphQL's own validation refuses is among them.
  const named = changes.flatMap((one) => [...one.breaks, ...one.mayBreak]);
  expect(broken.filter((who) => !named.includes(who))).toEqual([]);
});

test('what nobody has used is told apart once enough was counted', async () => {
  const { changes } = await judged(', first: Int', '', true);
  expect(changes.map(({ verdict }) => verdict)).toEqual(['unused']);
});

test('a report is refused in words', () => {
  expect(parseUsage(JSON.stringify(report), 'usage.json').uses).toHaveLength(3);
  for (const wrong of ['', '{}', '{"since":"yesterday","uses":[]}', '{"since":"2026-09-01T00:00:00.000Z","uses":[{}]}'])
    expect(() => parseUsage(wrong, 'usage.json')).toThrow(UsageReportError);
});
