import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { definitionsOf } from './operations.ts';

/**
 * The fields of an operation that none of its answers shows anything for, as dotted paths of response names: always null, or
 * always an empty list. An answer may be right and empty; those that a test compares should not all be.
 */
export function unfilledFields(document: DocumentNode, answers: object[]): string[] {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet]] : [],
    ),
  );
  const visit = ({ selections }: SelectionSetNode, values: unknown[], path: string[]): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return visit(fragments.get(selection.name.value) as SelectionSetNode, values, path);
      if (selection.kind === Kind.INLINE_FRAGMENT) return visit(selection.selectionSet, values, path);
      const name = (selection.alias ?? selection.name).value;
      const below = values
        .flatMap((value) => (value as Record<string, unknown>)[name])
        .filter((value) => value !== null && value !== undefined);
      if (below.length === 0) return [[...path, name].join('.')];
      return selection.selectionSet ? visit(selection.selectionSet, below, [...path, name]) : [];
    });
  return definitionsOf(document).flatMap(({ selectionSet }) => visit(selectionSet, answers, []));
}
