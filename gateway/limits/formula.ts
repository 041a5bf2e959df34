import type { ArgumentNode, DirectiveNode, SelectionNode, ValueNode } from 'graphql';
import { isIncluded } from '../access/is-included.ts';

type Variables = Record<string, unknown>;

/** For one request: its variables, coerced, and what was reckoned of them already. */
type Run = { variables: Variables; known: Map<object, unknown> };

/**
 * What is reckoned of an operation. What the document alone decides is reckoned when the formula is made, once; what hangs on a
 * variable each time.
 */
export type Formula<Value> = { readonly isFixed: boolean; readonly of: (run: Run) => Value };

const nobody: Run = { variables: {}, known: new Map() };

/** The value of a formula for the variables of one request. */
export function solve<Value>(formula: Formula<Value>, variables: Variables): Value {
  return formula.of(formula.isFixed ? nobody : { variables, known: new Map() });
}

export const fixed = <Value>(value: Value): Formula<Value> => ({ isFixed: true, of: () => value });

/** What `read` makes of the variables, where any is used; else what it makes without. */
export function reading<Value>(isVarying: boolean, read: (variables: Variables) => Value): Formula<Value> {
  return isVarying ? { isFixed: false, of: ({ variables }) => read(variables) } : fixed(read({}));
}

/** Made of two. */
export function both<A, B, Value>(a: Formula<A>, b: Formula<B>, join: (a: A, b: B) => Value): Formula<Value> {
  const of = (run: Run) => join(a.of(run), b.of(run));
  return a.isFixed && b.isFixed ? fixed(of(nobody)) : { isFixed: false, of };
}

/** Made of many: those that are fixed are joined beforehand, so `join` must not care for their order. */
export function sumOf<Value>(parts: readonly Formula<Value>[], join: (a: Value, b: Value) => Value, none: Value) {
  const start = parts.filter(({ isFixed }) => isFixed).reduce((sum, part) => join(sum, part.of(nobody)), none);
  const varying = parts.filter(({ isFixed }) => !isFixed);
  if (varying.length === 0) return fixed(start);
  return { isFixed: false, of: (run: Run) => varying.reduce((sum, part) => join(sum, part.of(run)), start) };
}

/** The same, or `otherwise` where `@skip` and `@include` leave the node out. */
export function whereIncluded<Value>(node: SelectionNode, part: Formula<Value>, otherwise: Value): Formula<Value> {
  if (!node.directives?.length) return part;
  if (!usesVariables(node.directives)) return isIncluded(node, {}) ? part : fixed(otherwise);
  return { isFixed: false, of: (run) => (isIncluded(node, run.variables) ? part.of(run) : otherwise) };
}

/** The same, reckoned once a request however often it is used, as fragments are. */
export function once<Value>(part: Formula<Value>): Formula<Value> {
  if (part.isFixed) return part;
  const of = (run: Run) => {
    const found = run.known.get(part) as Value | undefined;
    const value = found ?? part.of(run);
    if (found === undefined) run.known.set(part, value);
    return value;
  };
  return { isFixed: false, of };
}

/** Whether any value that is given to directives or a field is, or holds, a variable. */
export function usesVariables(nodes: readonly (ArgumentNode | DirectiveNode)[] | undefined): boolean {
  return (nodes ?? []).some((node) => (node.kind === 'Directive' ? usesVariables(node.arguments) : holds(node.value)));
}

function holds(value: ValueNode): boolean {
  if (value.kind === 'Variable') return true;
  if (value.kind === 'ListValue') return value.values.some(holds);
  return value.kind === 'ObjectValue' && value.fields.some((field) => holds(field.value));
}
