import { Kind, parse, visit } from 'graphql';

/** Where a supergraph tells which fields of a type its subgraphs are sent. */
const told: Record<string, string> = { join__type: 'key', join__field: 'requires' };

/**
 * The names under which a plan itself asks for fields: of an object's type, of its keys and of what else a subgraph is sent of it
 * (`@requires`). An operation that has something else there gets wrong answers from @apollo/gateway 2.14.
 *
 * @param supergraphSdl as composed for Federation 2
 */
export function planNames(supergraphSdl: string): ReadonlySet<string> {
  const names = new Set(['__typename']);
  visit(parse(supergraphSdl, { noLocation: true }), {
    Directive({ name, arguments: given = [] }) {
      const [fields] = given.flatMap((argument) =>
        argument.name.value === told[name.value] && argument.value.kind === Kind.STRING ? argument.value.value : [],
      );
      if (fields === undefined) return;
      visit(parse(`{ ${fields} }`, { noLocation: true }), {
        Field: (field) => {
          names.add(field.name.value);
        },
      });
    },
  });
  return names;
}
