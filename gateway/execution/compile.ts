import type { Operation } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { checks } from './checks.ts';
import type { Conditions } from './conditions.ts';
import { type PlannedFetch, type Step, shapePlan } from './plan-shape.ts';
import { Unsupported } from './unsupported.ts';
import { writeAnswer } from './write-answer.ts';
import { writeCollect } from './write-collect.ts';

/** What is found of a fetch's entities before it is sent. */
export type Found = {
  /** Those in its place that are not null, in the order of the answer. */
  objects: object[];
  /** For each of them its representation's number; -1 where nothing is sent of it. */
  places: number[];
  /** What is sent, each once. */
  representations: object[];
  /** For each of the fetch's types, the representation's number by key. */
  seen: Map<unknown, number>[];
  /** The way to each object, where that is wanted. */
  paths?: (string | number)[][];
};

/** A fetch while an operation is executed. Nothing that a subgraph answered is changed. */
export type FetchState = {
  /** Of a fetch of root fields: what was answered. */
  data: unknown;
  /** Of a fetch of entities: see Found. */
  objects: readonly object[];
  places: readonly number[];
  /** What was answered for each representation. */
  entities: readonly unknown[];
  /** How far `objects` was gone through, while it is. */
  at: number;
};

/** A plan as code, for one set of conditions. */
export type CompiledPlan = {
  step: Step;
  fetches: readonly PlannedFetch[];
  /** By fetch; throws where what was answered so far is not as it should be. */
  collect: readonly ((states: readonly FetchState[], found: Found) => void)[];
  /** The answer's data; throws where something is not a value of its type in its place. */
  answer: (states: readonly FetchState[]) => Record<string, unknown>;
};

/** Unsupported where the plan has what is not compiled, or is not as its operation. */
export function compilePlan(plan: QueryPlan, operation: Operation, conditions: Conditions): CompiledPlan {
  const { step, fetches } = shapePlan(plan, conditions);
  if (fetches.some(({ keys }) => !typesAreKnown(operation, keys))) throw new Unsupported('requires');
  const enums: Set<string>[] = [];
  const { functions, data } = writeAnswer({ operation, conditions, fetches, enums });
  const collects = fetches.map((fetch) => (fetch.keys ? writeCollect(fetch, fetches) : 'undefined'));
  // Names are the only part of it that comes from outside, each quoted (code.ts).
  const make = new Function(
    'checks',
    'enums',
    `'use strict';
    const { ${Object.keys(checks).join(', ')} } = checks;
    let fetches;
    ${functions}
    return {
      collect: [${collects.join(',\n')}],
      answer: (states) => {
        for (const state of states) state.at = 0;
        fetches = states;
        try {
          return ${data};
        } finally {
          fetches = undefined;
        }
      },
    };`,
  ) as (given: typeof checks, values: Set<string>[]) => Pick<CompiledPlan, 'collect' | 'answer'>;
  return { step, fetches, ...make(checks, enums) };
}

/** Keys of objects alone: which objects an interface of a subgraph has, the gateway's schema does not say. */
function typesAreKnown(operation: Operation, keys: PlannedFetch['keys']): boolean {
  return [...(keys?.keys() ?? [])].every((name) => operation.schema().type(name)?.kind === 'ObjectType');
}
