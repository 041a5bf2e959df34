import { readFileSync } from 'node:fs';
import { buildSchema, type DocumentNode, isObjectType, Kind, type NamedTypeNode, parse, print, visit } from 'graphql';
import { expect, test } from 'vitest';
import { registry } from '../../subgraphs/registry.ts';

/**
 * The names that consumers rely on from the first day (more may be there). Root fields are nullable: a non-null one that
 * fails would blank the whole answer (GraphQL specification, "Handling Execution Errors").
 */
const contract = `
  type Query {
    administrativeUnit(code: UnitCode!, on: Date): AdministrativeUnit
    administrativeUnits(filter: AdministrativeUnitFilter, orderBy: AdministrativeUnitOrder, first: Int, after: String): AdministrativeUnitConnection
    resolveUnits(codes: [UnitCode!]!, on: Date!): [UnitResolution!]
    agency(code: AgencyCode!): Agency
    agencies(filter: AgencyFilter, orderBy: AgencyOrder, first: Int, after: String): AgencyConnection
    official(id: ID!): Official
    officials(filter: OfficialFilter, orderBy: OfficialOrder, first: Int, after: String): OfficialConnection
    officialStatistics(groupBy: [OfficialGroup!]!, filter: OfficialFilter): [OfficialStatistic!]
    person(id: ID!): Person
    personByNumber(number: PersonalNumber!): Person
  }
  input AdministrativeUnitFilter { level: UnitLevel, kind: [UnitKind!], parentCode: UnitCode, name: String, validOn: Date }
  enum UnitLevel { PROVINCE DISTRICT COMMUNE }
  enum UnitKind { PROVINCE CITY URBAN_DISTRICT RURAL_DISTRICT TOWN PROVINCIAL_CITY COMMUNE WARD TOWNSHIP SPECIAL_ZONE }
  type AdministrativeUnit {
    id: ID! code: UnitCode! name: String! fullName: String! nameEn: String! kind: UnitKind! level: UnitLevel! validFrom: Date validTo: Date
    parent: AdministrativeUnit successors: [UnitSuccession!]! predecessors: [UnitSuccession!]!
  }
  type UnitSuccession { unit: AdministrativeUnit! extent: SuccessionExtent! resolution: String effectiveFrom: Date! }
  enum SuccessionExtent { WHOLE ALL_POPULATION_PART_OF_AREA PART PART_OF_AREA PART_OF_POPULATION }
  type UnitResolution { code: UnitCode! status: UnitResolutionStatus! candidates: [UnitSuccession!]! }
  enum UnitResolutionStatus { UNCHANGED MAPPED SPLIT ABOLISHED UNKNOWN }
  type Official { id: ID! fullName: String personalNumber: PersonalNumber birthDate: Date birthYear: Int category: OfficialCategory! agency: Agency unit: AdministrativeUnit person: Person }
  type Person { id: ID! official: Official worker: Worker insuredPerson: InsuredPerson }
  type Worker { birthDate: Date birthYear: Int }
  type InsuredPerson { birthDate: Date birthYear: Int }
  type OfficialConnection { edges: [OfficialEdge!]! nodes: [Official!]! pageInfo: PageInfo! totalCount: Int }
  type OfficialEdge { cursor: String! node: Official! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  scalar Date scalar YearMonth scalar PersonalNumber scalar TaxCode scalar UnitCode scalar AgencyCode scalar VND
`;

const apiText = readFileSync('schema/api.graphql', 'utf8');

/** `Type.field: T`, `Type.field(argument): T`, `Enum.VALUE`, `scalar X` for everything a document defines. */
function elements(document: DocumentNode): Set<string> {
  const found = new Set<string>();
  for (const node of document.definitions) {
    if (node.kind === Kind.SCALAR_TYPE_DEFINITION) found.add(`scalar ${node.name.value}`);
    if (node.kind === Kind.ENUM_TYPE_DEFINITION)
      for (const value of node.values ?? []) found.add(`${node.name.value}.${value.name.value}`);
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) continue;
    for (const field of node.fields ?? []) {
      const path = `${node.name.value}.${field.name.value}`;
      found.add(`${path}: ${print(field.type)}`);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? [])
        found.add(`${path}(${argument.name.value}): ${print(argument.type)}`);
    }
  }
  return found;
}

test('the API holds every name of the contract with its type', () => {
  const api = elements(parse(apiText));
  expect([...elements(parse(contract))].filter((element) => !api.has(element))).toEqual([]);
});

test('every root field can fail without blanking the answer', () => {
  const query = buildSchema(apiText).getQueryType();
  const nonNull = Object.values(query?.getFields() ?? {}).filter(({ type }) => String(type).endsWith('!'));
  expect(nonNull.map(({ name }) => name)).toEqual([]);
});

test('whatever another database adds to an entity is nullable', () => {
  // Fields on an entity that its owner does not define come from another database, which may be down.
  const owners: Record<string, string> = {
    AdministrativeUnit: 'administrative-units',
    Agency: 'administrative-units',
    Employer: 'labor-employment',
  };
  const wrong = registry.flatMap(({ name }) =>
    [...elements(parse(readFileSync(`subgraphs/${name}/schema.graphql`, 'utf8')))].filter((element) => {
      const [type = '', rest = ''] = element.split('.');
      const isKey = /^(id|taxCode): /.test(rest);
      return (
        (type === 'Person' || (owners[type] !== undefined && owners[type] !== name)) &&
        rest.endsWith('!') &&
        !rest.includes('(') &&
        !isKey
      );
    }),
  );
  expect(wrong).toEqual([]);
});

test('whatever counts people can be withheld', () => {
  // Posts and vacancies are no people.
  const posts = ['posts', 'civilServantPosts', 'publicEmployeePosts', 'vacancies', 'openings'];
  const statistics = Object.values(buildSchema(apiText).getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => /Statistic$|Summary$|Balance$|^PayrollQuota$/.test(name));
  const always = statistics.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => String(field.type) === 'Int!' && field.name !== 'year' && !posts.includes(field.name))
      .map((field) => `${type.name}.${field.name}`),
  );
  expect(statistics.length).toBeGreaterThan(7);
  expect(always).toEqual([]);
});

test('every subgraph that defines a directive of ours defines it alike', () => {
  const definitions = new Map<string, Set<string>>();
  for (const { name } of registry)
    for (const node of parse(readFileSync(`subgraphs/${name}/schema.graphql`, 'utf8')).definitions)
      if (node.kind === Kind.DIRECTIVE_DEFINITION)
        definitions.set(node.name.value, (definitions.get(node.name.value) ?? new Set()).add(print(node)));
  expect(Object.fromEntries([...definitions].map(([name, texts]) => [name, texts.size]))).toEqual({
    public: 1,
    personalData: 1,
    masked: 1,
    reveals: 1,
    cacheControl: 1,
  });
});

test.each(registry.map(({ name }) => name))('%s describes every type, field, argument and value', (name) => {
  const bare: string[] = [];
  const check = (
    node: { name: { value: string }; description?: unknown },
    _key: unknown,
    _parent: unknown,
    _path: unknown,
    ancestors: readonly unknown[],
  ) => {
    const parents = ancestors.flatMap((ancestor) =>
      'name' in (ancestor as object) ? [(ancestor as NamedTypeNode).name.value] : [],
    );
    // The root type is GraphQL's own word; its fields are described.
    if (!node.description && node.name.value !== 'Query') bare.push([...parents, node.name.value].join('.'));
  };
  visit(parse(readFileSync(`subgraphs/${name}/schema.graphql`, 'utf8')), {
    ObjectTypeDefinition: check,
    InputObjectTypeDefinition: check,
    EnumTypeDefinition: check,
    ScalarTypeDefinition: check,
    DirectiveDefinition: check,
    FieldDefinition: check,
    InputValueDefinition: check,
    EnumValueDefinition: check,
  });
  expect(bare).toEqual([]);
});
