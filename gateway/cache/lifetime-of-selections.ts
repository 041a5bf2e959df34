import { Kind, type SelectionSetNode } from 'graphql';
import type { Fragments } from '../operations/fragments.ts';
import type { Lifetimes } from './lifetimes.ts';

/**
 * For how many seconds what is selected of a type may be kept: the shortest of its fields. Undefined where any of them may not
 * be, and where it hangs on which type an object has.
 */
export function lifetimeOf(
  { selections }: SelectionSetNode,
  type: string,
  { lifetimes, fragments }: { lifetimes: Lifetimes; fragments: Fragments },
): number | undefined {
  let shortest = Number.POSITIVE_INFINITY;
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      if (node.name.value === '__typename') continue;
      const field = lifetimes.get(`${type}.${node.name.value}`);
      if (!field) return undefined;
      const inner = node.selectionSet ? lifetimeOf(node.selectionSet, field.type, { lifetimes, fragments }) : Infinity;
      if (inner === undefined) return undefined;
      shortest = Math.min(shortest, field.maxAge, inner);
      continue;
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    if (!fragment || (fragment.typeCondition?.name.value ?? type) !== type) return undefined;
    const inner = lifetimeOf(fragment.selectionSet, type, { lifetimes, fragments });
    if (inner === undefined) return undefined;
    shortest = Math.min(shortest, inner);
  }
  return shortest;
}
