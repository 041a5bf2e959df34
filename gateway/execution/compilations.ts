import { type Operation, operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { type CompiledPlan, compilePlan } from './compile.ts';
import { conditionVariables, readConditions } from './conditions.ts';
import { type Reason, Unsupported } from './unsupported.ts';

/** An operation of which there is a plan, as a request has it. */
export type PlannedOperation = {
  plan: QueryPlan;
  document: DocumentNode;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
};

/** Told of a mistake of ours, once for each plan that has it. */
type OnFault = (fault: unknown) => void;

/** Sets of conditions of one plan that code is made for. */
const most = 16;

/** What depends on variables of a request, and the code for each set of their values. */
type Known = {
  variables: readonly string[];
  defaults: Record<string, unknown>;
  byConditions: Map<string, CompiledPlan | Reason>;
};

/**
 * Plans as code, each made when it is first asked for, and forgotten with the plan.
 *
 * @param schema what clients see
 */
export function createCompilations(schema: () => Schema) {
  const known = new WeakMap<QueryPlan, Known | Reason>();
  const read = ({ document, operationName }: PlannedOperation): Operation =>
    operationFromDocument(schema(), document, { ...(operationName && { operationName }), validate: false });
  const know = (asked: PlannedOperation, onFault: OnFault): Known | Reason =>
    orReason(onFault, () => {
      const operation = read(asked);
      const variables = conditionVariables(operation, asked.plan);
      return { variables, defaults: operation.collectDefaultedVariableValues(), byConditions: new Map() };
    });
  /** The plan's code for the conditions of a request, or why there is none. */
  return (asked: PlannedOperation, onFault: OnFault = () => {}): CompiledPlan | Reason => {
    const { plan } = asked;
    const about = known.get(plan) ?? know(asked, onFault);
    known.set(plan, about);
    if (typeof about === 'string') return about;
    const { variables, defaults, byConditions } = about;
    const conditions = readConditions(variables, asked.variables, defaults);
    if (!conditions) return 'conditions';
    const key = variables.map((name) => (conditions.get(name) ? '1' : '0')).join('');
    const found = byConditions.get(key);
    if (found) return found;
    if (byConditions.size >= most) return 'conditions';
    // Read again for each: it takes several times as much memory as the code.
    const compiled = orReason(onFault, () => compilePlan(plan, read(asked), conditions));
    byConditions.set(key, compiled);
    return compiled;
  };
}

/** What cannot be compiled for whatever reason is executed all the same: the stock executor says what is wrong with it. */
function orReason<Value>(onFault: OnFault, make: () => Value): Value | Reason {
  try {
    return make();
  } catch (error) {
    if (error instanceof Unsupported) return error.reason;
    onFault(error);
    return 'other';
  }
}
