import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, isInterfaceType, isObjectType, parse } from 'graphql';
import { expect, test } from 'vitest';
import { readAccess } from '../../schema/access/read-access.ts';
import type { AccessRules } from '../../schema/access/rules.ts';
import { compose } from '../../schema/compose.ts';
import { registry } from '../../subgraphs/registry.ts';

/** Who may see this sees records of people. */
const isPersonalScope = (scope: string) =>
  scope.startsWith('person:') || /^(officials|labour|insurance):read$/.test(scope);

type Loaded = { api: GraphQLSchema; rules: AccessRules };

/** What is wrong with the rules of an API, by field. */
function faultsOf({ api, rules }: Loaded): string[] {
  const types = Object.values(api.getTypeMap()).filter(
    (type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'),
  );
  return types.flatMap((type) =>
    Object.keys('getFields' in type ? type.getFields() : {}).flatMap((field) => {
      const { declared, scopes, sensitive, category } = rules.requirementOf(type.name, field);
      const isPersonal =
        sensitive ||
        scopes.some((ways) => ways.every((all) => all.some(isPersonalScope))) ||
        rules.requirementOfType(type.name).category;
      return [
        ...(declared ? [] : [`${type.name}.${field} declares no rule`]),
        ...(isPersonal && !category ? [`${type.name}.${field} has no category of personal data`] : []),
      ];
    }),
  );
}

function load(supergraph: string): Loaded {
  const { sdl, rules } = readAccess(supergraph);
  return { rules, api: Supergraph.build(sdl).apiSchema().toGraphQLJSSchema() };
}

/** Our subgraphs with something more in the SDL of one. */
function withMore(name: string, sdl: string): Loaded {
  const { supergraphSdl, errors } = composeServices(
    registry.map((subgraph) => ({
      name: subgraph.name,
      url: 'http://127.0.0.1',
      typeDefs: parse(
        readFileSync(`subgraphs/${subgraph.name}/schema.graphql`, 'utf8') + (subgraph.name === name ? sdl : ''),
      ),
    })),
  );
  if (!supergraphSdl) throw new Error(String(errors));
  return load(supergraphSdl);
}

const loaded = load(compose().supergraph);

test('every field of the API has a rule or is declared public, and a category where it tells about people', () => {
  expect(loaded.rules.declares).toBe(true);
  expect(faultsOf(loaded)).toEqual([]);
});

test('the API that is checked is the whole committed one', () => {
  const count = Object.values(loaded.api.getTypeMap()).filter(isObjectType).length;
  expect(count).toBeGreaterThan(60);
  expect(compose().api).toBe(readFileSync('schema/api.graphql', 'utf8'));
});

test.each([
  ['extend type Query { secrets: Int }', 'Query.secrets declares no rule'],
  ['extend type Person { diagnosis: String }', 'Person.diagnosis declares no rule'],
  ['extend type Agency { staff: [Int!] }', 'Agency.staff declares no rule'],
  [
    'extend type Agency { leader: String @requiresScopes(scopes: [["officials:read"]]) }',
    'Agency.leader has no category of personal data',
  ],
  ['type Extra { a: Int } extend type Query { extra: Extra @public }', 'Extra.a declares no rule'],
])('%s is found', (sdl, fault) => {
  expect(faultsOf(withMore('officials', sdl))).toEqual([fault]);
});

test('every argument, input field and value with a rule is in the page of the rules', () => {
  const page = compose().access;
  expect(page).toBe(readFileSync('schema/access.md', 'utf8'));
  for (const type of Object.values(loaded.api.getTypeMap()))
    if (!type.name.startsWith('__') && isObjectType(type)) expect(page).toContain(`\n## ${type.name}\n`);
});
