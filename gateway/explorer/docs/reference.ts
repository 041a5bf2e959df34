import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import type { AccessRules } from '../../../schema/access/rules.ts';
import { coordinatesOf } from '../../../schema/coordinates.ts';
import { type CostWeights, readCostWeights } from '../../limits/cost-weights.ts';
import { ownersIn, typeGraphsIn } from './owners.ts';

/** A committed operation that the schema answers. */
export type Example = { name: string; text: string; comment: string; coordinates: ReadonlySet<string> };

/** A schema, and what is told of each part of it. */
export type Reference = {
  schema: GraphQLSchema;
  /** The types that have a place of their own, by name: neither GraphQL's nor the roots, whose fields are shown as questions. */
  types: readonly GraphQLNamedType[];
  rules: AccessRules;
  costs: CostWeights;
  examples: readonly Example[];
  /** The text of schema/errors.md. */
  errors: string;
  /** The rooms that have something to show, in order: a page each. */
  rooms: readonly string[];
  /** The page that a type is on: that of its database, or `shared`. */
  roomOf: (type: string) => string;
  /** The databases that a field is told by, as `officials`. */
  ownersOf: (type: string, field: string) => readonly string[];
  /** Where its pages are: `/docs`, or `/docs/public` of a contract. */
  base: string;
  /** The contract's name; null for the whole schema. */
  contract: string | null;
};

export const shared = 'shared';

type Sources = Pick<Reference, 'schema' | 'rules' | 'errors' | 'base' | 'contract'> & {
  supergraph: string;
  /** The texts of the committed operations. */
  operations: readonly string[];
};

/** Puts together what pages tell of a schema: of a contract only what it shows. */
export function createReference({ supergraph, operations, ...given }: Sources): Reference {
  const { schema } = given;
  const owners = ownersIn(supergraph);
  const graphs = typeGraphsIn(supergraph);
  const nameOf = (graph: string) => graph.toLowerCase().replaceAll('_', '-');
  const ownersOf = (type: string, field: string) => (owners.get(`${type}.${field}`) ?? []).map(nameOf);
  /** Whose own table a type is: of several databases the one that tells what must be there. */
  const roomOf = (name: string): string => {
    const all = (graphs.get(name) ?? []).map(nameOf);
    if (all.length === 1) return all[0] as string;
    const type = schema.getType(name);
    if (!isObjectType(type) && !isInterfaceType(type)) return shared;
    const needed = Object.values(type.getFields()).flatMap((field) => {
      const own = ownersOf(name, field.name);
      return isNonNullType(field.type) && own.length === 1 ? own : [];
    });
    return new Set(needed).size === 1 ? (needed[0] as string) : shared;
  };
  const types = documentedTypes(schema);
  const used = new Set([
    ...types.map(({ name }) => roomOf(name)),
    ...rootTypes(schema).flatMap((type) =>
      Object.keys(type.getFields()).flatMap((field) => ownersOf(type.name, field)),
    ),
  ]);
  const rooms = [...[...used].filter((room) => room !== shared).sort(), ...[...used].filter((room) => room === shared)];
  const examples = operations.flatMap((text) => readExample(schema, text));
  return { ...given, types, costs: readCostWeights(supergraph), examples, rooms, roomOf, ownersOf };
}

function documentedTypes(schema: GraphQLSchema): GraphQLNamedType[] {
  const roots = new Set<GraphQLNamedType>(rootTypes(schema));
  const builtIn = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);
  return Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !roots.has(type) && !builtIn.has(type.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function rootTypes(schema: GraphQLSchema) {
  return [schema.getQueryType(), schema.getMutationType()].filter((type) => isObjectType(type));
}

function readExample(schema: GraphQLSchema, text: string): Example[] {
  const document: DocumentNode = parse(text);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation?.name || validate(schema, document).length > 0) return [];
  const lines = text.split('\n');
  const comment = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  );
  return [
    {
      name: operation.name.value,
      text: lines.slice(comment.length).join('\n').trim(),
      comment: comment.map((line) => line.replace(/^# ?/, '')).join('\n'),
      coordinates: new Set(coordinatesOf(schema, document, operation)),
    },
  ];
}
