import type { QueryPlan } from '@apollo/query-planner';
import type { Conditions } from './conditions.ts';
import { Unsupported } from './unsupported.ts';

export type FetchNode = Extract<NonNullable<QueryPlan['node']>, { kind: 'Fetch' }>;
type PlanNode = NonNullable<QueryPlan['node']>;

/** One request to a subgraph, as the plan has it. */
export type PlannedFetch = {
  /** Its place among the plan's fetches, those that are surely answered before it having lower ones. */
  index: number;
  node: FetchNode;
  /** The way to the entities that it completes: names in the answer, `@` for each item of a list. Empty for fields of the root. */
  path: string[];
  /** The fetches that are answered before it is sent. */
  before: ReadonlySet<number>;
  /** What of an entity is sent, by its type; undefined for fields of the root. */
  keys: ReadonlyMap<string, Key> | undefined;
};

/** Fields that are sent of an entity, in their order. Those of several parts of a plan may lack some where others have theirs. */
export type Key = { fields: readonly string[]; parts: number };

/** The order in which fetches are made. */
export type Step = PlannedFetch | { isParallel: boolean; steps: Step[] };

/** What is left of a plan once the conditions are known. Unsupported for what is not compiled. */
export function shapePlan(plan: QueryPlan, conditions: Conditions): { step: Step; fetches: PlannedFetch[] } {
  const fetches: PlannedFetch[] = [];
  const done = new Set<number>();
  const documents = new Set<unknown>();

  const addFetch = (node: FetchNode, path: string[]): Step => {
    const { inputRewrites, outputRewrites, contextRewrites, requires, operationDocumentNode } = node;
    if (inputRewrites?.length || outputRewrites?.length || contextRewrites?.length) throw new Unsupported('rewrites');
    // A replayed answer is found by its document.
    if (!operationDocumentNode || documents.has(operationDocumentNode)) throw new Unsupported('node');
    documents.add(operationDocumentNode);
    if (path.length > 0 !== (requires !== undefined)) throw new Unsupported('requires');
    const fetch = { index: fetches.length, node, path, before: new Set(done), keys: requires && readKeys(requires) };
    fetches.push(fetch);
    return fetch;
  };
  const shape = (node: PlanNode): Step => {
    switch (node.kind) {
      case 'Fetch': {
        const fetch = addFetch(node, []);
        done.add(fetches.length - 1);
        return fetch;
      }
      case 'Flatten': {
        if (node.node.kind !== 'Fetch') throw new Unsupported('node');
        if (node.path.some((part) => typeof part !== 'string' || !pathPart.test(part))) throw new Unsupported('path');
        const fetch = addFetch(node.node, node.path as string[]);
        done.add(fetches.length - 1);
        return fetch;
      }
      case 'Sequence':
        return { isParallel: false, steps: node.nodes.map(shape) };
      case 'Parallel': {
        const before = [...done];
        const after = new Set<number>();
        const steps = node.nodes.map((inner) => {
          const step = shape(inner);
          for (const index of done) after.add(index);
          done.clear();
          for (const index of before) done.add(index);
          return step;
        });
        for (const index of after) done.add(index);
        return { isParallel: true, steps };
      }
      case 'Condition': {
        const chosen = conditions.get(node.condition) ? node.ifClause : node.elseClause;
        return chosen ? shape(chosen) : { isParallel: false, steps: [] };
      }
      default:
        throw new Unsupported('node');
    }
  };
  return { step: plan.node ? shape(plan.node) : { isParallel: false, steps: [] }, fetches };
}

/** Names and `@`: conditions on types are written into paths too, in ways that are not compiled. */
const pathPart = /^(@|[_A-Za-z][_0-9A-Za-z]*)$/;

function readKeys(requires: NonNullable<FetchNode['requires']>): ReadonlyMap<string, Key> {
  const keys = new Map<string, Key>();
  for (const node of requires) {
    if (node.kind !== 'InlineFragment' || !node.typeCondition) throw new Unsupported('requires');
    const fields = node.selections.map((field) => {
      if (field.kind !== 'Field' || field.selections) throw new Unsupported('requires');
      return field.alias ?? field.name;
    });
    if (!fields.includes('__typename')) throw new Unsupported('requires');
    // Parts of an operation under different conditions each ask for the key.
    const known = keys.get(node.typeCondition);
    const isAsKnown = known?.fields.join() === fields.join();
    const all = new Set([...(known?.fields ?? []), ...fields]);
    keys.set(node.typeCondition, { fields: [...all], parts: (known?.parts ?? 0) + (isAsKnown ? 0 : 1) });
  }
  return keys;
}
