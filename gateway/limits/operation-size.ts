import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A floor under the gateway, not a price list: what no user needs and what would exhaust its memory. */
export const limits = { tokens: 10_000, depth: 20, page: 200, list: 1_000, records: 200_000, nesting: 200 };

type Operation = {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
};

/** `nesting` is how many selections lie within one another. */
type Size = { depth: number; records: number; nesting: number };

/**
 * Refuses an operation that is too deep, or whose pages multiply to more records than one answer should hold. A list with
 * `first` counts as that many, a field that is given a list as one for each item; other lists are short by nature. Each
 * fragment is measured once, so that fragments of fragments cost no more than they say.
 */
export function refuseOversized({ schema, operation, fragments, variables }: Operation): void {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  // Variables that do not fit their types are refused in GraphQL's own words.
  if (!coerced) return;
  const measured = new Map<string, Size>();
  let nesting = 0;
  const measure = (selections: SelectionSetNode, typeName: string | undefined): Size => {
    // What comes after walks fragments in fragments by recursion.
    if (++nesting > limits.nesting) throw tooNested();
    try {
      return measureSelections(selections, typeName);
    } finally {
      nesting -= 1;
    }
  };
  const measureSelections = (selections: SelectionSetNode, typeName: string | undefined): Size => {
    const type = typeName === undefined ? undefined : schema.getType(typeName);
    const size = { depth: 0, records: 0, nesting: 1 };
    const add = ({ depth, records, nesting: within }: Size, times = 1) => {
      size.nesting = Math.max(size.nesting, within + 1);
      size.depth = Math.max(size.depth, depth);
      size.records += records * times;
    };
    for (const node of selections.selections) {
      if (node.kind === Kind.INLINE_FRAGMENT)
        add(measure(node.selectionSet, node.typeCondition?.name.value ?? typeName));
      else if (node.kind === Kind.FRAGMENT_SPREAD) add(measureFragment(node.name.value));
      else if (node.selectionSet) {
        const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
        const inner = measure(node.selectionSet, field && getNamedType(field.type).name);
        const times = field ? timesOf(field, node, coerced) : 1;
        add({ ...inner, depth: inner.depth + 1, records: inner.records + 1 }, times);
      }
    }
    return size;
  };
  const measureFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known) {
      // Measured elsewhere, under fewer.
      if (nesting + known.nesting > limits.nesting) throw tooNested();
      return known;
    }
    const fragment = fragments.get(name);
    // Validation has refused cycles and unknown fragments.
    const size = fragment
      ? measure(fragment.selectionSet, fragment.typeCondition.name.value)
      : { depth: 0, records: 0, nesting: 0 };
    measured.set(name, size);
    return size;
  };
  const { depth, records } = measure(operation.selectionSet, schema.getRootType(operation.operation)?.name);
  if (depth > limits.depth) throw tooLarge(`expected at most ${limits.depth} levels of fields, found ${depth}`);
  if (records > limits.records)
    throw tooLarge(
      `expected pages that multiply to at most ${limits.records} records and objects in them, found ${records}: ask for smaller pages`,
    );
}

const tooNested = () => tooLarge(`expected at most ${limits.nesting} fields and fragments within one another`);

function tooLarge(message: string): GraphQLError {
  return new GraphQLError(`The operation is too large: ${message}.`, {
    extensions: { code: 'OPERATION_TOO_LARGE', http: { status: 400 } },
  });
}

/** How many records a field may answer: its page, or one for each item of a list it is given. */
function timesOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Record<string, unknown>): number {
  const given = Object.entries(getArgumentValues(field, node, variables));
  const sizes = given.map(([name, value]) => {
    // A longer page is refused by its own field, and the rest of the document is answered; so is a longer list.
    if (name === 'first') return Math.min(limits.page, Number(value));
    return Array.isArray(value) ? Math.min(limits.list, value.length) : 1;
  });
  return Math.max(1, ...sizes.filter(Number.isFinite));
}
