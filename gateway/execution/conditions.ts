import { type Operation, type SelectionSet, Variable } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';

/** Values of `@skip` and `@include`, by variable: code is made for each set of them. */
export type Conditions = ReadonlyMap<string, boolean>;

type PlanNode = NonNullable<QueryPlan['node']>;
type Elements = SelectionSet | undefined;

/** The variables on which it depends what is asked, by the operation and by its plan, each once. */
export function conditionVariables(operation: Operation, plan: QueryPlan): string[] {
  const names = new Set<string>();
  const seen = new Set<SelectionSet>();
  const lookIn = (set: Elements): void => {
    if (!set || seen.has(set)) return;
    seen.add(set);
    for (const { element, selectionSet } of set.selections()) {
      for (const name of ['skip', 'include'])
        for (const directive of element.appliedDirectivesOf(name)) {
          const { if: given } = directive.arguments() as { if: unknown };
          if (given instanceof Variable) names.add(given.name);
        }
      lookIn(selectionSet);
    }
  };
  const lookAt = (node: PlanNode | undefined): void => {
    if (!node) return;
    if (node.kind === 'Condition') {
      names.add(node.condition);
      lookAt(node.ifClause);
      lookAt(node.elseClause);
    } else if (node.kind === 'Sequence' || node.kind === 'Parallel') for (const inner of node.nodes) lookAt(inner);
    else if (node.kind === 'Flatten') lookAt(node.node);
  };
  lookIn(operation.selectionSet);
  lookAt(plan.node);
  return [...names];
}

/**
 * Their values in a request: what was sent, else the default.
 *
 * @returns undefined where one is no Boolean, which the stock executor refuses in its own words
 */
export function readConditions(
  names: readonly string[],
  variables: Record<string, unknown> | undefined,
  defaults: Record<string, unknown>,
): Conditions | undefined {
  const values = new Map<string, boolean>();
  for (const name of names) {
    const sent = variables && Object.hasOwn(variables, name) ? variables[name] : undefined;
    const value = sent === undefined ? defaults[name] : sent;
    if (typeof value !== 'boolean') return undefined;
    values.set(name, value);
  }
  return values;
}

type Element = ReturnType<SelectionSet['selections']>[number]['element'];

/** Whether `@skip` and `@include` leave a field or fragment in. */
export function isIncluded(element: Element, conditions: Conditions): boolean {
  const holds = (name: string, unless: boolean) => {
    const [directive] = element.appliedDirectivesOf(name);
    if (!directive) return unless;
    const { if: given } = directive.arguments() as { if: unknown };
    return given instanceof Variable ? conditions.get(given.name) === true : given === true;
  };
  return !holds('skip', false) && holds('include', true);
}
