import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { introspectionWeights } from './introspection-weights.ts';

type Operation = {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  variables: Record<string, unknown>;
};

/** What an answer may hold: `records` are objects, `introspected` are the fields of an answer about the schema. */
export type AnswerSize = { records: number; introspected: number };

/** What counts of a longer page or list: it is refused by its own field, and the rest of the document is answered. */
const counted = { page: 200, list: 1_000 };

/**
 * How much the answer of a valid operation may hold. A list with `first` counts as that many, a field that is given a list as
 * one for each item; other lists are short by nature. Each fragment is measured once, so that fragments of fragments cost no
 * more than they say.
 */
export function measureAnswer({ schema, operation, fragments, variables }: Operation): AnswerSize {
  const weights = introspectionWeights(schema);
  const measured = new Map<string, AnswerSize>();
  const measureSet = (set: SelectionSetNode, typeName: string | undefined): AnswerSize => {
    const total = { records: 0, introspected: 0 };
    for (const node of set.selections) {
      const { records, introspected } = measureSelection(node, typeName);
      total.records += records;
      total.introspected += introspected;
    }
    return total;
  };
  const measureSelection = (node: SelectionNode, typeName: string | undefined): AnswerSize => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return measureFragment(node.name.value);
    if (node.kind === Kind.INLINE_FRAGMENT)
      return measureSet(node.selectionSet, node.typeCondition?.name.value ?? typeName);
    const name = node.name.value;
    const root = introspected[name];
    if (root) return { records: 0, introspected: sum(measureSet(node.selectionSet ?? empty, root)) };
    const isIntrospection = typeName?.startsWith('__') ?? false;
    if (!node.selectionSet) return { records: 0, introspected: isIntrospection ? 1 : 0 };
    const field = fieldOf(schema, typeName, name);
    const inner = measureSet(node.selectionSet, field && getNamedType(field.type).name);
    if (isIntrospection)
      return { records: 0, introspected: (inner.introspected + 1) * (weights[`${typeName}.${name}`] ?? 1) };
    return { records: (inner.records + 1) * (field ? timesOf(field, node, variables) : 1), introspected: 0 };
  };
  const measureFragment = (name: string): AnswerSize => {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    const size = measureSet(fragment?.selectionSet ?? empty, fragment?.typeCondition.name.value);
    measured.set(name, size);
    return size;
  };
  return measureSet(operation.selectionSet, schema.getRootType(operation.operation)?.name);
}

const introspected: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  __schema: '__Schema',
  __type: '__Type',
});

const empty: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };

const sum = ({ records, introspected }: AnswerSize) => records + introspected;

function fieldOf(schema: GraphQLSchema, typeName: string | undefined, name: string) {
  const type = typeName === undefined ? undefined : schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** How many records a field may answer: its page, or one for each item of a list it is given. */
function timesOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Record<string, unknown>): number {
  const given = Object.entries(getArgumentValues(field, node, variables));
  const sizes = given.map(([name, value]) => {
    if (name === 'first') return Math.min(counted.page, Number(value));
    return Array.isArray(value) ? Math.min(counted.list, value.length) : 1;
  });
  return Math.max(1, ...sizes.filter(Number.isFinite));
}
