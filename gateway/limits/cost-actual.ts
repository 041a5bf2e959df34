import { type FieldNode, type GraphQLCompositeType, isCompositeType, Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from '../access/collect-fields.ts';
import type { PricedOperation } from './cost-estimate.ts';

type Part = { set: SelectionSetNode; type: GraphQLCompositeType };
/** The fields of an operation that share a place in the answer. */
type Group = { once: number; each: number; parts: Part[]; inner: ReadonlyMap<string, Group> | undefined };

/**
 * What an answer has cost: the same prices as of the estimate, for the values that it holds. Which fields applied to an object
 * is told by the names that it has, so no type need be asked. Does not look into objects of which only leaves were asked that cost nothing.
 *
 * @param data the answer's `data`
 */
export function actualCost(
  { schema, prices, operation, fragments, variables }: PricedOperation,
  data: unknown,
): number {
  const collect = (parts: readonly Part[]): ReadonlyMap<string, Group> => {
    const groups = new Map<string, Group>();
    const spread = new Set<string>();
    const waiting = [...parts].reverse();
    for (let part = waiting.pop(); part; part = waiting.pop()) {
      const { set, type } = part;
      for (const node of set.selections) {
        if (!isIncluded(node, variables)) continue;
        if (node.kind === Kind.FIELD) add(groups, node, type);
        else if (node.kind === Kind.INLINE_FRAGMENT)
          waiting.push({ set: node.selectionSet, type: typeNamed(node.typeCondition?.name.value) ?? type });
        else if (!spread.has(node.name.value)) {
          spread.add(node.name.value);
          const fragment = fragments.get(node.name.value);
          const condition = typeNamed(fragment?.typeCondition.name.value);
          if (fragment && condition) waiting.push({ set: fragment.selectionSet, type: condition });
        }
      }
    }
    for (const [name, group] of groups)
      if (group.once === 0 && group.each === 0 && group.parts.length === 0) groups.delete(name);
    return groups;
  };
  const add = (groups: Map<string, Group>, node: FieldNode, type: GraphQLCompositeType) => {
    const price = prices(type, node.name.value);
    const name = (node.alias ?? node.name).value;
    const group = groups.get(name) ?? { once: 0, each: 0, parts: [], inner: undefined };
    groups.set(name, group);
    group.once = Math.max(group.once, price.once + price.inputCost(price.argumentsOf(node, variables)));
    group.each = Math.max(group.each, price.each);
    if (node.selectionSet && price.inner) group.parts.push({ set: node.selectionSet, type: price.inner });
  };
  const costOfObject = (groups: ReadonlyMap<string, Group>, object: Record<string, unknown>): number => {
    let cost = 0;
    for (const [name, group] of groups)
      if (Object.hasOwn(object, name)) cost += group.once + costOfValue(group, object[name]);
    return cost;
  };
  const costOfValue = (group: Group, value: unknown): number => {
    if (value === null || value === undefined) return 0;
    if (Array.isArray(value)) return value.reduce((total: number, item) => total + costOfValue(group, item), 0);
    if (group.parts.length === 0 || typeof value !== 'object') return group.each;
    group.inner ??= collect(group.parts);
    return group.inner.size === 0
      ? group.each
      : group.each + costOfObject(group.inner, value as Record<string, unknown>);
  };
  const typeNamed = (name: string | undefined) => {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  };

  const root = schema.getRootType(operation.operation);
  if (!root || typeof data !== 'object' || data === null) return 0;
  const groups = collect([{ set: operation.selectionSet, type: root }]);
  return Math.min(costOfObject(groups, data as Record<string, unknown>), Number.MAX_SAFE_INTEGER);
}
