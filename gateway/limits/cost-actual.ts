import {
  type FieldNode,
  type GraphQLCompositeType,
  isCompositeType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { isIncluded } from '../access/is-included.ts';
import type { PricedOperation } from './cost-estimate.ts';
import { both, type Formula, fixed, reading, solve } from './formula.ts';

type Variables = Record<string, unknown>;
type Part = { set: SelectionSetNode; type: GraphQLCompositeType };

/** The fields of an operation that share a place in the answer. */
type Counter = {
  name: string;
  once: Formula<number>;
  each: number;
  parts: Part[];
  /** Made when an object is first found there. */
  inner: readonly Counter[] | undefined;
};

/** Ways through one operation that are remembered: of each `@skip` and `@include` there are two. */
const remembered = 16;

/**
 * What an answer has cost, for variables (coerced) and the answer's `data`: the same prices as of the estimate, for the values
 * that it holds. Which fields applied to an object is told by the names that it has, so no type need be asked. Does not look into
 * objects of which only leaves were asked that cost nothing. What is to be counted is found once for all answers.
 */
export function actualCost(priced: PricedOperation): (variables: Variables, data: unknown) => number {
  const ways = new LRUCache<string, readonly Counter[]>({ max: remembered });
  const conditions = conditionsOf(priced);
  const countersFor = (variables: Variables): readonly Counter[] => {
    const key = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = ways.get(key) ?? rootCounters(priced, variables);
    ways.set(key, known);
    return known;
  };
  return (variables, data) => {
    if (typeof data !== 'object' || data === null) return 0;
    const onces = new Map<Counter, number>();
    const onceOf = (counter: Counter): number => {
      if (counter.once.isFixed) return solve(counter.once, variables);
      const known = onces.get(counter) ?? solve(counter.once, variables);
      onces.set(counter, known);
      return known;
    };
    const costOfObject = (counters: readonly Counter[], object: Variables): number => {
      let cost = 0;
      for (const counter of counters)
        if (Object.hasOwn(object, counter.name)) cost += onceOf(counter) + costOfValue(counter, object[counter.name]);
      return cost;
    };
    const costOfValue = (counter: Counter, value: unknown): number => {
      if (value === null || value === undefined) return 0;
      if (Array.isArray(value)) {
        let cost = 0;
        for (const item of value) cost += costOfValue(counter, item);
        return cost;
      }
      if (counter.parts.length === 0 || typeof value !== 'object') return counter.each;
      counter.inner ??= collect(priced, counter.parts, variables);
      return counter.inner.length === 0 ? counter.each : counter.each + costOfObject(counter.inner, value as Variables);
    };
    return Math.min(costOfObject(countersFor(variables), data as Variables), Number.MAX_SAFE_INTEGER);
  };
}

function rootCounters(priced: PricedOperation, variables: Variables): readonly Counter[] {
  const { schema, operation } = priced;
  const root = schema.getRootType(operation.operation);
  return root ? collect(priced, [{ set: operation.selectionSet, type: root }], variables) : [];
}

/** @param variables of which those count alone that `@skip` and `@include` ask */
function collect({ schema, prices, fragments }: PricedOperation, parts: readonly Part[], variables: Variables) {
  const counters = new Map<string, Counter>();
  const spread = new Set<string>();
  const waiting = [...parts].reverse();
  const typeNamed = (name: string | undefined) => {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  };
  const add = (node: FieldNode, type: GraphQLCompositeType) => {
    const price = prices(type, node.name.value);
    const name = (node.alias ?? node.name).value;
    const counter = counters.get(name) ?? { name, once: fixed(0), each: 0, parts: [], inner: undefined };
    counters.set(name, counter);
    const once = reading(price.varies(node), (given) => price.once + price.inputCost(price.argumentsOf(node, given)));
    counter.once = both(counter.once, once, Math.max);
    counter.each = Math.max(counter.each, price.each);
    if (node.selectionSet && price.inner) counter.parts.push({ set: node.selectionSet, type: price.inner });
  };
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const { set, type } = part;
    for (const node of set.selections) {
      if (!isIncluded(node, variables)) continue;
      if (node.kind === Kind.FIELD) add(node, type);
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
  const costsNothing = ({ once, each, parts: inner }: Counter) =>
    once.isFixed && solve(once, {}) === 0 && each === 0 && inner.length === 0;
  return [...counters.values()].filter((counter) => !costsNothing(counter));
}

/** The names of the variables by which fields and fragments are left out. */
function conditionsOf({ operation, fragments }: PricedOperation): readonly string[] {
  const names = new Set<string>();
  const find = (node: SelectionNode) => {
    for (const directive of node.directives ?? [])
      for (const { value } of directive.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
  };
  for (const node of [operation, ...fragments.values()])
    visit(node, { Field: find, InlineFragment: find, FragmentSpread: find });
  return [...names];
}
