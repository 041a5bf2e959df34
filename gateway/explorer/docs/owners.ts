import { type DirectiveNode, Kind, parse } from 'graphql';

/** The subgraphs that resolve each field of a supergraph, by `Type.field`, by the names that it gives them (`DATA_QUALITY`). */
export function ownersIn(supergraph: string): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, readonly string[]>();
  for (const type of parse(supergraph, { noLocation: true }).definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const all = graphsOf(type, 'join__type');
    for (const field of type.fields ?? []) {
      const own = graphsOf(field, 'join__field');
      owners.set(`${type.name.value}.${field.name.value}`, own.length > 0 ? own : all);
    }
  }
  return owners;
}

/** The subgraphs that define each type of a supergraph. */
export function typeGraphsIn(supergraph: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    parse(supergraph, { noLocation: true }).definitions.flatMap((node): [string, string[]][] =>
      'name' in node && node.name ? [[node.name.value, graphsOf(node, 'join__type')]] : [],
    ),
  );
}

function graphsOf({ directives = [] }: { directives?: readonly DirectiveNode[] | undefined }, name: string): string[] {
  const graphs = directives
    .filter((directive) => directive.name.value === name)
    .flatMap((directive) => directive.arguments ?? [])
    .flatMap((given) => (given.name.value === 'graph' && given.value.kind === Kind.ENUM ? [given.value.value] : []));
  return [...new Set(graphs)];
}
