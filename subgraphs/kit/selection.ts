import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** The fields that a document selects of each object type, anywhere in it. */
export type Selection = ReadonlyMap<string, ReadonlySet<string>>;

const known = new WeakMap<DocumentNode, Selection>();

/**
 * What a document selects, found once for each. Of the whole document and not of a place in it: so all loads of a request ask
 * for the same columns, and keys of several places still share a statement.
 *
 * @param document a valid one for the schema
 */
export function selectionOf(schema: GraphQLSchema, document: DocumentNode): Selection {
  const found = known.get(document) ?? collect(schema, document);
  known.set(document, found);
  return found;
}

function collect(schema: GraphQLSchema, document: DocumentNode): Selection {
  const selection = new Map<string, Set<string>>();
  const add = (type: GraphQLCompositeType, field: string) => {
    for (const each of isAbstractType(type) ? schema.getPossibleTypes(type) : [type]) {
      const fields = selection.get(each.name) ?? new Set();
      selection.set(each.name, fields.add(field));
    }
  };
  const visit = (type: GraphQLNamedType | undefined, { selections }: SelectionSetNode): void => {
    if (!isCompositeType(type)) return;
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        add(type, node.name.value);
        const field = 'getFields' in type ? type.getFields()[node.name.value] : undefined;
        // What stands outside the types' own fields, as _entities of the root does not, has no columns.
        if (node.selectionSet && field) visit(getNamedType(field.type), node.selectionSet);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition && schema.getType(node.typeCondition.name.value);
        visit(condition ?? type, node.selectionSet);
      }
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION)
      visit(schema.getRootType(definition.operation) ?? undefined, definition.selectionSet);
    // Each fragment once, wherever it is spread.
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      visit(schema.getType(definition.typeCondition.name.value), definition.selectionSet);
  }
  return selection;
}
