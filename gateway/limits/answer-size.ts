import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { both, type Formula, fixed, once, reading, sumOf, usesVariables } from './formula.ts';
import { introspectionWeights } from './introspection-weights.ts';

type Operation = {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
};

/** What an answer may hold: `records` are objects, `introspected` are the fields of an answer about the schema. */
export type AnswerSize = { records: number; introspected: number };

/** What counts of a longer page or list: it is refused by its own field, and the rest of the document is answered. */
const counted = { page: 200, list: 1_000 };

const nothing: AnswerSize = { records: 0, introspected: 0 };
const sum = (a: AnswerSize, b: AnswerSize): AnswerSize => ({
  records: a.records + b.records,
  introspected: a.introspected + b.introspected,
});

/**
 * How much the answer of a valid operation may hold, for any variables (coerced). A list with `first` counts as that many, a
 * field that is given a list as one for each item; other lists are short by nature. Each fragment is measured once, so that
 * fragments of fragments cost no more than they say.
 */
export function measureAnswer({ schema, operation, fragments }: Operation): Formula<AnswerSize> {
  const weights = introspectionWeights(schema);
  const measured = new Map<string, Formula<AnswerSize>>();
  const measureSet = (set: SelectionSetNode, typeName: string | undefined): Formula<AnswerSize> =>
    sumOf(
      set.selections.map((node) => measureSelection(node, typeName)),
      sum,
      nothing,
    );
  const measureSelection = (node: SelectionNode, typeName: string | undefined): Formula<AnswerSize> => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return measureFragment(node.name.value);
    if (node.kind === Kind.INLINE_FRAGMENT)
      return measureSet(node.selectionSet, node.typeCondition?.name.value ?? typeName);
    const name = node.name.value;
    const root = introspected[name];
    if (root)
      return both(measureSet(node.selectionSet ?? empty, root), fixed(0), ({ records, introspected: fields }) => ({
        records: 0,
        introspected: records + fields,
      }));
    const isIntrospection = typeName?.startsWith('__') ?? false;
    if (!node.selectionSet) return fixed({ records: 0, introspected: isIntrospection ? 1 : 0 });
    const field = fieldOf(schema, typeName, name);
    const inner = measureSet(node.selectionSet, field && getNamedType(field.type).name);
    const times = isIntrospection
      ? fixed(weights[`${typeName}.${name}`] ?? 1)
      : field && takesItems(field)
        ? reading(usesVariables(node.arguments), (variables) => timesOf(field, node, variables))
        : fixed(1);
    return both(inner, times, (size, count) =>
      isIntrospection
        ? { records: 0, introspected: (size.introspected + 1) * count }
        : { records: (size.records + 1) * count, introspected: 0 },
    );
  };
  const measureFragment = (name: string): Formula<AnswerSize> => {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    const size = once(measureSet(fragment?.selectionSet ?? empty, fragment?.typeCondition.name.value));
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

function fieldOf(schema: GraphQLSchema, typeName: string | undefined, name: string) {
  const type = typeName === undefined ? undefined : schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** Whether an argument can say how many records there are: a page's length, or a list. */
const takesItems = ({ args }: GraphQLField<unknown, unknown>) =>
  args.some(({ name, type }) => name === 'first' || isListType(getNullableType(type)));

/** How many records a field may answer: its page, or one for each item of a list it is given. */
function timesOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Record<string, unknown>): number {
  const given = Object.entries(getArgumentValues(field, node, variables));
  const sizes = given.map(([name, value]) => {
    if (name === 'first') return Math.min(counted.page, Number(value));
    return Array.isArray(value) ? Math.min(counted.list, value.length) : 1;
  });
  return Math.max(1, ...sizes.filter(Number.isFinite));
}
