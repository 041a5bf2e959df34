import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Price, Prices } from './cost-prices.ts';
import { both, type Formula, fixed, once, reading, sumOf, whereIncluded } from './formula.ts';

/** An operation to be priced, of a document that is valid and not nested without bound (it is followed by recursion). */
export type PricedOperation = {
  schema: GraphQLSchema;
  prices: Prices;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
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
 * The most that an operation costs if its lists are as long as they may be, for any variables (coerced). Each alias counts; a
 * field that is selected twice under one name counts twice, because each fragment is priced once, however often and wherever it
 * is used: the work is bounded by the document's length. Of fragments on several types the dearest type counts.
 */
export function estimateCost({ schema, prices, operation, fragments }: PricedOperation): Formula<number> {
  const priced = new Map<string, Formula<Cost>>();

  const costOfSet = (set: SelectionSetNode, type: GraphQLCompositeType, sizedFields: readonly string[]) => {
    const own: Formula<Cost>[] = [];
    const conditional: { type: GraphQLCompositeType; cost: Formula<Cost> }[] = [];
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        // The field above says how many.
        const isSized = sizedFields.includes(node.name.value);
        own.push(whereIncluded(node, costOfField(prices(type, node.name.value), node, isSized), nothing));
        continue;
      }
      const condition = node.kind === Kind.INLINE_FRAGMENT ? typeNamed(node.typeCondition?.name.value) : undefined;
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : undefined;
      const inner = fragment ? typeNamed(fragment.typeCondition.name.value) : (condition ?? type);
      if (!inner) continue;
      const within = fragment
        ? costOfFragment(fragment, inner, sizedFields)
        : node.kind === Kind.INLINE_FRAGMENT
          ? costOfSet(node.selectionSet, inner, sizedFields)
          : fixed(nothing);
      const cost = whereIncluded(node, within, nothing);
      if (inner !== type && isAbstractType(type)) conditional.push({ type: inner, cost });
      else own.push(cost);
    }
    if (conditional.length > 0) own.push(dearestOf(type, conditional));
    return sumOf(own, sum, nothing);
  };
  /** For itself, and for each of its values with what is asked of that. */
  const costOfField = (price: Price, node: FieldNode, isSized: boolean): Formula<Cost> => {
    const sizedFields = price.listSize?.sizedFields ?? [];
    const given = reading(price.varies(node), (variables) => {
      const values = price.argumentsOf(node, variables);
      return { size: sizeOf(price, values), once: price.once + price.inputCost(values) };
    });
    const within =
      node.selectionSet && price.inner ? costOfSet(node.selectionSet, price.inner, sizedFields) : fixed(nothing);
    return both(given, within, ({ size, once: own }, inner) => {
      const each = price.each + inner.fixed + inner.sized * size;
      if (isSized) return { fixed: own, sized: each };
      return { fixed: own + each * (sizedFields.length > 0 ? 1 : size), sized: 0 };
    });
  };
  const costOfFragment = (
    { name, selectionSet }: FragmentDefinitionNode,
    type: GraphQLCompositeType,
    sizedFields: readonly string[],
  ) => {
    const key = `${name.value} ${sizedFields}`;
    const known = priced.get(key) ?? once(costOfSet(selectionSet, type, sizedFields));
    priced.set(key, known);
    return known;
  };
  const dearestOf = (type: GraphQLCompositeType, parts: { type: GraphQLCompositeType; cost: Formula<Cost> }[]) => {
    const ofTypes = (isAbstractType(type) ? schema.getPossibleTypes(type) : []).map((possible) => {
      const applying = parts.filter(
        (part) => part.type === possible || (isAbstractType(part.type) && schema.isSubType(part.type, possible)),
      );
      return sumOf(
        applying.map(({ cost }) => cost),
        sum,
        nothing,
      );
    });
    return sumOf(ofTypes, dearest, nothing);
  };
  const typeNamed = (name: string | undefined) => {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  };

  const root = schema.getRootType(operation.operation);
  const total = root ? costOfSet(operation.selectionSet, root, []) : fixed(nothing);
  // No more than can be counted: pages of pages of pages multiply beyond that.
  return both(total, fixed(Number.MAX_SAFE_INTEGER), (cost, most) => Math.min(cost.fixed, most));
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
