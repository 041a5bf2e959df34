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

/** Sets of conditions of one plan that code is made for. */
const most = 16;

type Known = {
  operation: Operation;
  variables: string[];
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
  const know = ({ plan, document, operationName }: PlannedOperation): Known | Reason => {
    const found = known.get(plan);
    if (found) return found;
    const read = orReason((): Known => {
      const operation = operationFromDocument(schema(), document, {
        ...(operationName && { operationName }),
        validate: false,
      });
      const variables = conditionVariables(operation, plan);
      return { operation, variables, defaults: operation.collectDefaultedVariableValues(), byConditions: new Map() };
    });
    known.set(plan, read);
    return read;
  };
  /** The plan's code for the conditions of a request, or why there is none. */
  return (asked: PlannedOperation): CompiledPlan | Reason => {
    const read = know(asked);
    if (typeof read === 'string') return read;
    const { operation, variables, defaults, byConditions } = read;
    const conditions = readConditions(variables, asked.variables, defaults);
    if (!conditions) return 'conditions';
    const key = variables.map((name) => (conditions.get(name) ? '1' : '0')).join('');
    const found = byConditions.get(key);
    if (found) return found;
    if (byConditions.size >= most) return 'conditions';
    const compiled = orReason(() => compilePlan(asked.plan, operation, conditions));
    byConditions.set(key, compiled);
    return compiled;
  };
}

/** What cannot be compiled for whatever reason is executed all the same: the stock executor says what is wrong with it. */
function orReason<Value>(make: () => Value): Value | Reason {
  try {
    return make();
  } catch (error) {
    return error instanceof Unsupported ? error.reason : 'other';
  }
}
