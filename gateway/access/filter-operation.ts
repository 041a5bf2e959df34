import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type Analysis, isUndecided } from './analyse-operation.ts';

/** An operation without what a caller is refused. */
export type FilteredOperation = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Its own, because query plans are remembered by it. */
  queryHash: string;
};

/**
 * Takes the refused fields out, whatever their `@skip` and `@include`, and with them the fragments and operations that are not
 * used. Where nothing stays of an object, or its type decides later which of the refused fields it had, its type is asked
 * under a hidden name.
 *
 * @returns null where nothing stays at all
 */
export function filterOperation(
  analysis: Analysis,
  refused: ReadonlyMap<FieldNode, unknown>,
  touched: ReadonlySet<SelectionSetNode>,
): FilteredOperation | null {
  const kept = new Map<string, FragmentDefinitionNode>();

  const filterSet = (set: SelectionSetNode): SelectionNode[] =>
    set.selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return kept.has(node.name.value) ? [node] : [];
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const selections = filterSet(node.selectionSet);
        return selections.length > 0 ? [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } }] : [];
      }
      return refused.has(node) ? [] : [filterField(node)];
    });
  const filterField = (node: FieldNode): FieldNode => {
    if (!node.selectionSet) return node;
    const selections = filterSet(node.selectionSet);
    // Introspection is no field of an analysis, and loses nothing.
    const field = analysis.fields.get(node);
    const isUndecidedYet = field && touched.has(node.selectionSet) && isUndecided(field);
    if (isUndecidedYet || selections.length === 0) selections.push(typename(analysis.hiddenName));
    return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  };
  for (const [name, fragment] of analysis.fragments) {
    const selections = filterSet(fragment.selectionSet);
    if (selections.length > 0) kept.set(name, { ...fragment, selectionSet: { kind: Kind.SELECTION_SET, selections } });
  }
  const selections = filterSet(analysis.operation.selectionSet);
  if (selections.length === 0) return null;
  const operation = { ...analysis.operation, selectionSet: { kind: Kind.SELECTION_SET, selections } as const };
  const document = { kind: Kind.DOCUMENT, definitions: [operation, ...usedFragments(operation, kept)] } as const;
  return {
    document,
    operation,
    queryHash: createHash('sha256').update('filtered').update(print(document)).digest('hex'),
  };
}

/** The selection sets that hold a refused field themselves, in a fragment or below. */
export function touchedSelections(
  { operation, fragments }: Analysis,
  refused: ReadonlyMap<FieldNode, unknown>,
): ReadonlySet<SelectionSetNode> {
  const touched = new Set<SelectionSetNode>();
  const seen = new Map<SelectionSetNode, boolean>();
  const look = (set: SelectionSetNode): boolean => {
    const known = seen.get(set);
    if (known !== undefined) return known;
    let found = false;
    for (const node of set.selections) {
      const inner =
        node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value)?.selectionSet : node.selectionSet;
      const isRefused = node.kind === Kind.FIELD && refused.has(node);
      // All of them are looked into, so that each is known.
      found = (!isRefused && inner !== undefined && look(inner)) || isRefused || found;
    }
    seen.set(set, found);
    if (found) touched.add(set);
    return found;
  };
  for (const { selectionSet } of fragments.values()) look(selectionSet);
  look(operation.selectionSet);
  return touched;
}

/** The fragments that are still reached. */
function usedFragments(
  operation: OperationDefinitionNode,
  kept: ReadonlyMap<string, FragmentDefinitionNode>,
): Set<FragmentDefinitionNode> {
  const used = new Set<FragmentDefinitionNode>();
  const add = (node: OperationDefinitionNode | FragmentDefinitionNode) =>
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = kept.get(name.value);
        if (fragment) used.add(fragment);
      },
    });
  add(operation);
  // A set that grows is walked to its end.
  for (const fragment of used) add(fragment);
  return used;
}

const typename = (alias: string): FieldNode => ({
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: alias },
  name: { kind: Kind.NAME, value: '__typename' },
});
