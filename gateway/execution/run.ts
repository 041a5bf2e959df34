import { fail } from './checks.ts';
import type { CompiledPlan, FetchState, Found } from './compile.ts';
import type { PlannedFetch, Step } from './plan-shape.ts';

/** What a subgraph answers; of whatever form, where it misbehaves. */
export type SubgraphAnswer = { data?: unknown; errors?: unknown } | null | undefined;

/** Sends one fetch of the plan to its subgraph. */
export type Send = (fetch: PlannedFetch, variables: Record<string, unknown>) => Promise<SubgraphAnswer>;

/** What was sent: whoever executes the operation another way asks for none of it again. */
export type Sent = { answer: Promise<SubgraphAnswer>; found: Found | undefined };

/** One execution of a compiled plan. */
export type Run = {
  plan: CompiledPlan;
  states: readonly FetchState[];
  /** By fetch. */
  sent: (Sent | undefined)[];
  /** Set once it has an answer, or is given up: nothing is sent from then on. */
  isOver: boolean;
};

/**
 * Makes the fetches of a plan in their order, and the answer's data of what they were answered.
 *
 * @returns undefined data where anything is not as the plan has it: an error of a subgraph, a value of another type. The stock
 *   executor then answers, with what was sent. `fault`: the code itself has failed, which is a mistake of ours
 */
export async function runPlan(
  plan: CompiledPlan,
  variables: Record<string, unknown> | undefined,
  send: Send,
): Promise<{ run: Run; data: Record<string, unknown> | undefined; fault?: unknown }> {
  const states = plan.fetches.map(
    (): FetchState => ({ data: undefined, objects: [], places: [], entities: [], at: 0 }),
  );
  const run: Run = { plan, states, sent: [], isOver: false };
  let isClean = true;
  const make = async (fetch: PlannedFetch): Promise<void> => {
    if (run.isOver) return;
    const { index, keys } = fetch;
    const state = states[index] as FetchState;
    const given = pickVariables(fetch, variables);
    let found: Found | undefined;
    if (keys) {
      found = findEntities(run, fetch);
      state.objects = found.objects;
      state.places = found.places;
      if (found.representations.length === 0) return;
      // The stock executor refuses this variable, in words of its own.
      if ('representations' in given) isClean = false;
      given.representations = found.representations;
    }
    const answer = send(fetch, given);
    run.sent[index] = { answer, found };
    const answered = await answer.catch(() => null);
    if (!answered || answered.errors || !isUsable(answered.data)) isClean = false;
    const data = answered?.data;
    if (!isUsable(data)) return;
    if (!found) state.data = data;
    else if (data === null || data === undefined) return;
    else if (areEntities(data._entities, found.representations.length)) state.entities = data._entities;
    else isClean = false;
  };
  const follow = async (step: Step): Promise<void> => {
    if ('node' in step) return make(step);
    if (step.isParallel) await Promise.all(step.steps.map(follow));
    else for (const inner of step.steps) await follow(inner);
  };
  try {
    await follow(plan.step);
    return { run, data: isClean ? plan.answer(states) : undefined };
  } catch (error) {
    return { run, data: undefined, ...(error !== fail && { fault: error }) };
  } finally {
    run.isOver = true;
  }
}

/** Where a fetch's entities are in what is answered; with their paths, where those are wanted. */
export function findEntities({ plan, states }: Run, { index, keys }: PlannedFetch, withPaths = false): Found {
  const found: Found = {
    objects: [],
    places: [],
    representations: [],
    seen: [...(keys ?? [])].map(() => new Map()),
    ...(withPaths && { paths: [] }),
  };
  plan.collect[index]?.(states, found);
  return found;
}

/** As they were sent: defaults are in the text of each fetch. */
function pickVariables(
  { node }: PlannedFetch,
  variables: Record<string, unknown> | undefined,
): Record<string, unknown> {
  const picked: Record<string, unknown> = Object.create(null);
  for (const name of node.variableUsages ?? [])
    if (variables && Object.hasOwn(variables, name) && variables[name] !== undefined) picked[name] = variables[name];
  return picked;
}

const isUsable = (data: unknown): data is Record<string, unknown> | null | undefined =>
  data === null || data === undefined || (typeof data === 'object' && !Array.isArray(data));

const areEntities = (entities: unknown, count: number): entities is unknown[] =>
  Array.isArray(entities) &&
  entities.length === count &&
  entities.every((entity) => entity === null || (typeof entity === 'object' && !Array.isArray(entity)));
