import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { unguarded } from '../arguments.ts';
import { compileBuild, type Entry } from './build.ts';
import { loadedBy } from './from-loader.ts';
import { leafShape } from './leaf.ts';
import { directly } from './recording.ts';
import {
  type Field,
  type LeafShape,
  type ObjectShape,
  type Resolve,
  type Selection,
  type Shape,
  Unusual,
} from './shape.ts';

/** What one operation is compiled under: the values of the variables that @skip and @include ask are fixed. */
export type Scope = {
  schema: GraphQLSchema;
  fragments: Record<string, FragmentDefinitionNode>;
  conditions: Record<string, unknown>;
};

/** Says that graphql-js has to execute an operation. */
export class Unsupported extends Error {}

/** Compiles a query from its root; what is below objects once it is reached. Throws where graphql-js has to execute it. */
export function compileQuery(scope: Scope, { selectionSet }: OperationDefinitionNode): Selection {
  const query = scope.schema.getQueryType();
  if (!query) throw new Unsupported('the schema has no queries');
  return compileSelection(scope, query, [{ selectionSet }]);
}

/** The nodes that select the same object, each with its selections. */
type Selecting = readonly { selectionSet?: SelectionSetNode | undefined }[];

/** Compiles what is selected of one type. */
export function compileSelection(scope: Scope, type: GraphQLObjectType, nodes: Selecting): Selection {
  if (type.isTypeOf) throw new Unsupported('a type that tests its objects');
  const { schema, fragments, conditions } = scope;
  const grouped = collectSubfields(schema, fragments, conditions, type, nodes as readonly FieldNode[]);
  const entries = [...grouped].flatMap(([key, fieldNodes]) => compileField(scope, type, key, fieldNodes));
  return { type, ...compileBuild(entries) };
}

function compileField(scope: Scope, parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): Entry[] {
  if (key === '__proto__') throw new Unsupported('an answer whose key sets the prototype');
  const [node] = nodes as [FieldNode];
  const name = node.name.value;
  if (name === '__typename') return [{ kind: 'typename', key, typename: parent.name }];
  if (name.startsWith('__')) throw new Unsupported('introspection');
  const definition = parent.getFields()[name];
  if (!definition) return [];
  const shape = shapeOf(scope, definition.type, nodes);
  if (!definition.resolve && shape.kind === 'leaf') return [{ kind: 'leaf', key, name, shape }];
  const from = sourceOf(scope, parent, definition);
  return [{ kind: 'field', key, field: { name, shape, readArguments: argumentsOf(definition, node), from } }];
}

type Definition = GraphQLField<unknown, unknown>;

function sourceOf({ schema }: Scope, parent: GraphQLObjectType, { name, resolve }: Definition): Field['from'] {
  if (parent === schema.getQueryType() && name === '_entities') return 'representations';
  if (!resolve) return { read: (source) => (source as Record<string, unknown>)[name] };
  const own = unguarded(directly(resolve));
  const loaded = loadedBy(own);
  return loaded ? { loaded } : { resolve: own as Resolve };
}

function argumentsOf(definition: Definition, node: FieldNode): Field['readArguments'] {
  return definition.args.length === 0 ? undefined : (variables) => getArgumentValues(definition, node, variables);
}

function shapeOf(scope: Scope, type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape {
  const nullable = !isNonNullType(type);
  const inner = getNullableType(type) as GraphQLNullableType & GraphQLOutputType;
  if (!isListType(inner)) return itemShape(scope, inner, nullable, nodes);
  const item = getNullableType(inner.ofType) as GraphQLNullableType & GraphQLOutputType;
  if (isListType(item)) throw new Unsupported('a list of lists');
  return { kind: 'list', nullable, item: itemShape(scope, item, !isNonNullType(inner.ofType), nodes) };
}

function itemShape(
  scope: Scope,
  type: GraphQLOutputType,
  nullable: boolean,
  nodes: readonly FieldNode[],
): LeafShape | ObjectShape {
  if (isLeafType(type)) return leafShape(type, nullable);
  const byType = new Map<GraphQLObjectType, Selection>();
  const selectionFor = (object: GraphQLObjectType) => {
    let selection = byType.get(object);
    if (!selection) {
      selection = compileSelection(scope, object, nodes);
      byType.set(object, selection);
    }
    return selection;
  };
  if (isObjectType(type)) return { kind: 'object', nullable, isAbstract: false, selectionOf: () => selectionFor(type) };
  // The representations' own is @apollo/subgraph's (entities.ts).
  if (!isAbstractType(type) || (type.resolveType && type.name !== '_Entity'))
    throw new Unsupported('a type of another kind');
  return {
    kind: 'object',
    nullable,
    isAbstract: true,
    selectionOf: (value) => {
      const object = scope.schema.getType((value as { __typename: string }).__typename);
      if (!isObjectType(object) || !scope.schema.isSubType(type, object)) throw new Unusual();
      return selectionFor(object);
    },
  };
}
