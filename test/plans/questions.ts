import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { samples, samplesOfScalar } from './samples.ts';

/** A field that lists records by page: under the root, or under an entity of its parent type. */
export type ListField = { parent: GraphQLObjectType; field: GraphQLField<unknown, unknown> };
export type Filter = Record<string, unknown>;

/** All fields of a subgraph that answer a connection. */
export function listFields(schema: GraphQLSchema): ListField[] {
  return fieldsOf(schema).filter(({ field }) => {
    const type = getNamedType(field.type);
    return isObjectType(type) && 'pageInfo' in type.getFields();
  });
}

/** All root fields of a subgraph that group records. */
export const statisticFields = (schema: GraphQLSchema): ListField[] =>
  fieldsOf(schema).filter(({ field }) => field.args.some(({ name }) => name === 'groupBy'));

export const fieldsOf = (schema: GraphQLSchema): ListField[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__') && name !== 'Mutation')
    .flatMap((parent) => Object.values(parent.getFields()).map((field) => ({ parent, field })));

/** The values of an enum that an argument takes, or a field of it. */
export function enumValues({ field }: ListField, argument: string, within?: string): string[] {
  const type = argumentType(field, argument);
  const inner =
    within && isInputObjectType(type) ? getNamedType(type.getFields()[within]?.type as GraphQLInputType) : type;
  return isEnumType(inner) ? inner.getValues().map(({ name }) => name) : [];
}

const argumentType = (field: ListField['field'], name: string) =>
  getNamedType(field.args.find((argument) => argument.name === name)?.type as GraphQLInputType | undefined);

/** Filters of one field each, with each of its samples. */
export function singleFilters({ field }: ListField): Filter[] {
  const type = argumentType(field, 'filter');
  if (!isInputObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((input) => valuesOf(input).map((value) => ({ [input.name]: value })));
}

/** Each of the filters together with a place: what people ask for most. */
export function withPlaces(filters: Filter[]): Filter[] {
  const places = filters.filter((filter) => 'unitIds' in filter || 'provinceIds' in filter);
  const one = ['unitIds', 'provinceIds'].flatMap((name) => places.find((filter) => name in filter) ?? []);
  const rest = filters.filter((filter) => !places.includes(filter));
  return one.flatMap((place) => rest.map((filter) => Object.assign({}, filter, place)));
}

/** What an argument or a field of an input may hold, as samples. */
export function valuesOf({ name, type }: GraphQLInputField | GraphQLArgument): readonly unknown[] {
  const given = samples[name];
  if (given) return given;
  const nullable = getNullableType(type);
  const isList = isListType(nullable);
  const named = getNamedType(type);
  const values: readonly unknown[] | undefined = isEnumType(named)
    ? named.getValues().map((value) => value.name)
    : isInputObjectType(named)
      ? objectsOf(Object.values(named.getFields()))
      : samplesOfScalar[named.name];
  if (!values) throw new Error(`no value to filter by for "${name}: ${type}": give one in test/plans/samples.ts`);
  return (isList ? values.map((value) => [value]) : values) as readonly unknown[];
}

/** An object with the first value of each required field, and beside them each value of each field. */
function objectsOf(fields: GraphQLInputField[]): Filter[] {
  const required = Object.fromEntries(
    fields
      .filter(({ type }) => getNullableType(type) !== type)
      .map((input) => [input.name, valuesOf(input)[0]] as const),
  ) as Filter;
  return fields.flatMap((input) =>
    valuesOf(input).map((value) => Object.assign({}, required, { [input.name]: value })),
  );
}

/** An operation for a subgraph. */
export type Question = { label: string; text: string; variables: Record<string, unknown> };

export type PageVariables = {
  filter?: Filter;
  orderBy?: { field: string; direction: 'ASC' | 'DESC' };
  after?: string | null;
};

/** A list's page, of entities by their representations where it is not at the root. */
export function listQuestion(
  { parent, field }: ListField,
  page: PageVariables,
  parents: object[] | undefined,
  selected = 'nodes { __typename } pageInfo { endCursor }',
): Question {
  const has = (name: string) => field.args.some((argument) => argument.name === name);
  const variables = Object.fromEntries(
    Object.entries(page).filter(([name, value]) => value !== undefined && has(name)),
  );
  const declared = field.args.filter(({ name }) => name in variables).map(({ name, type }) => `$${name}: ${type}`);
  const passed = Object.keys(variables).map((name) => `, ${name}: $${name}`);
  const list = `${field.name}(first: 20${passed.join('')}) { ${selected} }`;
  const label = `${parent.name}.${field.name} ${selected === 'totalCount' ? 'total ' : ''}${JSON.stringify({ ...page, after: page.after ? 'after' : undefined })}`;
  if (!parents) return { label, text: `query${brackets(declared)} { ${list} }`, variables };
  return {
    label,
    text: `query${brackets([...declared, '$of: [_Any!]!'])} { _entities(representations: $of) { ... on ${parent.name} { ${list} } } }`,
    variables: { ...variables, of: parents },
  };
}

const brackets = (declared: string[]) => (declared.length > 0 ? `(${declared.join(', ')})` : '');
