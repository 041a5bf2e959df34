import { type ConstDirectiveNode, isTypeDefinitionNode, isTypeExtensionNode, parse } from 'graphql';
import { argumentsOf, readLinks } from '../access/links.ts';

/** The tags of a supergraph by schema coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `Input.field`, `Enum.VALUE`. */
export type Tags = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads Federation's `@tag`, whatever it is called there; nothing where the supergraph has none. GraphQL's own error where it is not GraphQL. */
export function readTags(supergraphSdl: string): Tags {
  const document = parse(supergraphSdl, { noLocation: true });
  const link = readLinks(document).find(({ identity }) => identity === 'https://specs.apollo.dev/tag');
  const directive = link?.directiveName('tag') ?? 'tag';
  const tags = new Map<string, Set<string>>();
  const read = (coordinate: string, directives: readonly ConstDirectiveNode[] = []) => {
    for (const node of directives) {
      if (node.name.value !== directive) continue;
      const names = tags.get(coordinate) ?? new Set();
      tags.set(coordinate, names.add(String(argumentsOf(node).get('name'))));
    }
  };
  for (const node of document.definitions) {
    if (!isTypeDefinitionNode(node) && !isTypeExtensionNode(node)) continue;
    const type = node.name.value;
    read(type, node.directives);
    const members = 'fields' in node ? node.fields : 'values' in node ? node.values : undefined;
    for (const member of members ?? []) {
      const coordinate = `${type}.${member.name.value}`;
      read(coordinate, member.directives);
      if (!('arguments' in member)) continue;
      for (const argument of member.arguments ?? [])
        read(`${coordinate}(${argument.name.value}:)`, argument.directives);
    }
  }
  return tags;
}
