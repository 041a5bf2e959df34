import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** A valid operation, of a document over a schema. */
export type KnownOperation = { schema: GraphQLSchema; document: DocumentNode; operation: OperationDefinitionNode };

type Asked = Pick<KnownOperation, 'schema' | 'operation'>;

/**
 * Makes something of an operation at its first request, and gives the same for every further one. By the operation's node: Apollo
 * Server remembers parsed documents, and what it forgets is forgotten here. By the schema too, because a document outlives the
 * supergraph that it was first asked of.
 */
export function onceAnOperation<Made extends object, Known extends Asked = KnownOperation>(
  make: (known: Known) => Made,
) {
  const bySchema = new WeakMap<GraphQLSchema, WeakMap<OperationDefinitionNode, Made>>();
  return (known: Known): Made => {
    const { schema, operation } = known;
    let byOperation = bySchema.get(schema);
    if (!byOperation) {
      byOperation = new WeakMap();
      bySchema.set(schema, byOperation);
    }
    const found = byOperation.get(operation);
    if (found) return found;
    const made = make(known);
    byOperation.set(operation, made);
    return made;
  };
}
