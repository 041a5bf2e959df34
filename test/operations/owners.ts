import { Kind, parse } from 'graphql';

/** The subgraphs that resolve each field of a supergraph, by `Type.field`, by the names that it gives them (`DATA_QUALITY`). */
export function ownersIn(supergraph: string): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const type of parse(supergraph).definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const graphsOf = ({ directives = [] }: Pick<typeof type, 'directives'>, name: string) =>
      directives
        .filter((directive) => directive.name.value === name)
        .flatMap((directive) => directive.arguments ?? [])
        .flatMap(({ name, value }) => (name.value === 'graph' && value.kind === Kind.ENUM ? [value.value] : []));
    const all = graphsOf(type, 'join__type');
    for (const field of type.fields ?? []) {
      const own = graphsOf(field, 'join__field');
      owners.set(`${type.name.value}.${field.name.value}`, own.length > 0 ? own : all);
    }
  }
  return owners;
}
