import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, type OperationDefinitionNode, print, visit } from 'graphql';

/** An operation that asks under names of ours where its client's are needed by plans. */
export type Renamed = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Its own, because query plans are remembered by it. */
  queryHash: string;
  /** The client's names by ours. */
  clients: ReadonlyMap<string, string>;
};

/**
 * Gives other names to the fields that an operation has under the name of another one which plans ask for: `id: name`.
 *
 * @param names that plans ask for (planNames)
 * @returns undefined where there is none: nearly always
 */
export function renameAliases(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  names: ReadonlySet<string>,
): Renamed | undefined {
  const used = new Set<string>();
  const wanted = new Set<string>();
  visit(document, {
    Field({ name, alias }) {
      used.add(name.value);
      if (!alias) return;
      used.add(alias.value);
      if (alias.value !== name.value && names.has(alias.value)) wanted.add(alias.value);
    },
  });
  if (wanted.size === 0) return undefined;
  const ours = new Map([...wanted].map((name) => [name, unused(name, used)]));
  const renamed = visit(document, {
    Field({ name, alias, ...rest }) {
      const other = alias && alias.value !== name.value && ours.get(alias.value);
      return other ? { ...rest, name, alias: { kind: Kind.NAME, value: other } } : undefined;
    },
  });
  return {
    document: renamed,
    operation: renamed.definitions[document.definitions.indexOf(operation)] as OperationDefinitionNode,
    queryHash: createHash('sha256').update('renamed').update(print(renamed)).digest('hex'),
    clients: new Map([...ours].map(([name, other]) => [other, name])),
  };
}

/** One that nothing in the document has: wherever it stands in the answer, it is this field. */
function unused(name: string, used: ReadonlySet<string>): string {
  let other = `${name}__asked`;
  while (used.has(other)) other += '_';
  return other;
}
