import {
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../access/collect-fields.ts';
import type { Price, Prices } from './cost-prices.ts';

/** An operation to be priced, of a document that is valid and not nested without bound (it is followed by recursion). */
export type PricedOperation = {
  schema: GraphQLSchema;
  prices: Prices;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  variables: Record<string, unknown>;
};

/** Where a list says nothing of its size. */
const unsaidSize = 10;
/** A longer page is refused by its own field, and the rest of the document is answered. */
const longestPage = 200;

/** What a selection set costs: once, and once more for each record of the page that the field above it asked for. */
type Cost = { fixed: number; sized: number };
const nothing: Cost = { fixed: 0, sized: 0 };
const sum = (a: Cost, b: Cost): Cost => ({ fixed: a.fixed + b.fixed, sized: a.sized + b.sized });
const dearest = (a: Cost, b: Cost): Cost => ({
  fixed: Math.max(a.fixed, b.fixed),
  sized: Math.max(a.sized, b.sized),
});

/**
 * The most that an operation costs if its lists are as long as they may be. Each alias counts; a field that is selected twice
 * under one name counts twice, because each fragment is priced once, however often and wherever it is used: the work is
 * bounded by the document's length. Of fragments on several types the dearest type counts.
 */
export function estimateCost({ schema, prices, operation, fragments, variables }: PricedOperation): number {
  const priced = new Map<string, Cost>();

  const costOfSet = (set: SelectionSetNode, type: GraphQLCompositeType, sizedFields: readonly string[]): Cost => {
    let own = nothing;
    const conditional: { type: GraphQLCompositeType; cost: Cost }[] = [];
    for (const node of set.selections) {
      if (!isIncluded(node, variables)) continue;
      if (node.kind === Kind.FIELD) {
        const name = node.name.value;
        const price = prices(type, name);
        const { once, each, size } = costOfField(price, node);
        // The field above says how many.
        own = sum(
          own,
          sizedFields.includes(name) ? { fixed: once, sized: each } : { fixed: once + each * size, sized: 0 },
        );
        continue;
      }
      const condition = node.kind === Kind.INLINE_FRAGMENT ? typeNamed(node.typeCondition?.name.value) : undefined;
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : undefined;
      const inner = fragment ? typeNamed(fragment.typeCondition.name.value) : (condition ?? type);
      if (!inner) continue;
      const cost = fragment
        ? costOfFragment(fragment, inner, sizedFields)
        : node.kind === Kind.INLINE_FRAGMENT
          ? costOfSet(node.selectionSet, inner, sizedFields)
          : nothing;
      if (inner !== type && isAbstractType(type)) conditional.push({ type: inner, cost });
      else own = sum(own, cost);
    }
    return conditional.length > 0 ? sum(own, dearestOf(type, conditional)) : own;
  };
  /** What a field costs: for itself and for each of its values with what is asked of that, and how many of these it may answer. */
  const costOfField = (price: Price, node: Parameters<Price['argumentsOf']>[0]) => {
    const given = price.argumentsOf(node, variables);
    const size = sizeOf(price, given);
    const sizedFields = price.listSize?.sizedFields ?? [];
    const within = node.selectionSet && price.inner ? costOfSet(node.selectionSet, price.inner, sizedFields) : nothing;
    const each = price.each + within.fixed + within.sized * size;
    return { once: price.once + price.inputCost(given), each, size: sizedFields.length > 0 ? 1 : size };
  };
  const costOfFragment = (
    { name, selectionSet }: FragmentDefinitionNode,
    type: GraphQLCompositeType,
    sizedFields: readonly string[],
  ) => {
    const key = `${name.value} ${sizedFields}`;
    const known = priced.get(key) ?? costOfSet(selectionSet, type, sizedFields);
    priced.set(key, known);
    return known;
  };
  const dearestOf = (type: GraphQLCompositeType, parts: { type: GraphQLCompositeType; cost: Cost }[]): Cost =>
    (isAbstractType(type) ? schema.getPossibleTypes(type) : [])
      .map((possible) =>
        parts
          .filter(
            (part) => part.type === possible || (isAbstractType(part.type) && schema.isSubType(part.type, possible)),
          )
          .reduce((total, part) => sum(total, part.cost), nothing),
      )
      .reduce(dearest, nothing);
  const typeNamed = (name: string | undefined) => {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  };

  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  // No more than can be counted: pages of pages of pages multiply beyond that.
  return Math.min(costOfSet(operation.selectionSet, root, []).fixed, Number.MAX_SAFE_INTEGER);
}

/** How many values a field answers at most, or its page has. */
function sizeOf({ isList, listSize, defaultSize }: Price, given: Record<string, unknown>): number {
  if (!listSize) return isList ? Math.max(unsaidSize, longestGiven(given)) : 1;
  const asked = listSize.slicingArguments.map((name) => given[name]).filter((size) => typeof size === 'number');
  if (asked.length > 0) return Math.min(longestPage, Math.max(0, ...asked));
  // A field that is given a list may answer with a value for each item.
  return Math.max(listSize.assumedSize ?? defaultSize ?? unsaidSize, longestGiven(given));
}

const longestGiven = (given: Record<string, unknown>) =>
  Math.max(0, ...Object.values(given).map((value) => (Array.isArray(value) ? value.length : 0)));
