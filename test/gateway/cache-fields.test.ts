import { readFileSync } from 'node:fs';
import { getTableName } from 'drizzle-orm';
import { isTypeDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { readLifetimes } from '../../gateway/cache/lifetimes.ts';
import { readAccess } from '../../schema/access/read-access.ts';
import { registry } from '../../subgraphs/registry.ts';

const text = readFileSync('schema/supergraph.graphql', 'utf8');
const { sdl, rules } = readAccess(text);

/** Every field that the SDLs mark, by its coordinate, with the subgraphs that resolve it. */
const marked = parse(text).definitions.flatMap((node) =>
  isTypeDefinitionNode(node) && 'fields' in node
    ? (node.fields ?? []).flatMap(({ name, directives = [] }) =>
        directives.some((directive) => directive.name.value === 'cacheControl')
          ? [{ at: `${node.name.value}.${name.value}`, type: node.name.value, field: name.value }]
          : [],
      )
    : [],
);

/** The subgraph whose SDL says so, which is the one whose rows are kept. */
const markingSubgraphs = registry
  .map(({ name }) => name)
  .filter((name) => readFileSync(`subgraphs/${name}/schema.graphql`, 'utf8').includes('@cacheControl(maxAge'));

test('of the fields that may be kept none has a rule, tells about a person, or is masked', () => {
  expect(marked.length).toBeGreaterThan(20);
  for (const { at, type, field } of marked)
    expect([at, rules.requirementOf(type, field)]).toEqual([
      at,
      expect.objectContaining({
        declared: true,
        public: true,
        scopes: [],
        policies: [],
        category: null,
        masked: false,
      }),
    ]);
  expect([...readLifetimes(sdl, rules).keys()].sort()).toEqual(marked.map(({ at }) => at).sort());
});

test('all rows that they are read from are open: row-level security hides none of them from anybody', async () => {
  expect(markingSubgraphs).toEqual(['administrative-units']);
  for (const { load } of registry.filter(({ name }) => markingSubgraphs.includes(name))) {
    const { default: subgraph } = await load();
    const open = subgraph.open.map((table) => getTableName(table));
    // What the kit keeps beside them holds names of tables, and is not served.
    expect(subgraph.tables.map((table) => getTableName(table)).filter((name) => !open.includes(name))).toEqual([]);
  }
});

test.each([
  ['needs a scope', '@requiresScopes(scopes: [["officials:read"]])'],
  ['tells about a person', '@public @personalData(category: BASIC)'],
  ['is masked', '@public @masked'],
  ['needs a token', '@authenticated'],
  ['declares no rule', ''],
])('whatever the SDL says, a field that %s is not kept', (_, rule) => {
  const changed = text.replace(
    'nameEn: String! @join__field(graph: ADMINISTRATIVE_UNITS) @tag(name: "reference") @public @cacheControl(maxAge: 300)',
    `nameEn: String! @join__field(graph: ADMINISTRATIVE_UNITS) ${rule} @cacheControl(maxAge: 300)`,
  );
  expect(changed).not.toBe(text);
  const read = readAccess(changed);
  const kept = readLifetimes(read.sdl, read.rules);
  expect(kept.has('AdministrativeUnit.nameEn')).toBe(false);
  expect(kept.get('AdministrativeUnit.name')).toEqual({ maxAge: 300, type: 'String' });
});

test('another specification of the same name says nothing', () => {
  const other = text.replace('https://lienthong.example/cache/v0.1', 'https://other.example/cache/v0.1');
  const read = readAccess(other);
  expect(readLifetimes(read.sdl, read.rules).size).toBe(0);
});
