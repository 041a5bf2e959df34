import { type GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import type { CollectOptions } from './collect-fields.ts';
import { isIncluded } from './is-included.ts';
import { type RefusedPlace, refusalErrors } from './refusal.ts';

/**
 * The errors of an operation that is refused as a whole: one for each refused field that it writes and does not leave out, at
 * its first place, without the positions in lists that no answer gave.
 */
export function listRefusals({
  analysis,
  refused,
  touched,
  variables,
}: Pick<CollectOptions, 'analysis' | 'refused' | 'touched' | 'variables'>): GraphQLError[] {
  const places: RefusedPlace[] = [];
  const seen = new Set<string>();
  const list = (set: SelectionSetNode, path: string[]) => {
    if (!touched.has(set)) return;
    for (const node of set.selections) {
      if (!isIncluded(node, variables)) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) list(node.selectionSet, path);
      else if (node.kind === Kind.FIELD) {
        const at = [...path, (node.alias ?? node.name).value];
        const refusal = refused.get(node);
        if (refusal) places.push({ refusal, path: at });
        else if (node.selectionSet) list(node.selectionSet, at);
      } else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        const fragment = analysis.fragments.get(node.name.value);
        if (fragment) list(fragment.selectionSet, path);
      }
    }
  };
  list(analysis.operation.selectionSet, []);
  return refusalErrors(places);
}
