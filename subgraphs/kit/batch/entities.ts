import type { GraphQLObjectType } from 'graphql';
import { isPromise } from './build.ts';
import { isObject } from './complete.ts';
import { loadedBy, loadFor } from './from-loader.ts';
import { Thrown, unwrap } from './recording.ts';
import { type Level, type Run, resolved, runSelection, wait } from './run.ts';
import { type Field, type ObjectShape, type Selection, Unusual } from './shape.ts';

/** The representations of one type: what to ask for, where they stand in the list, and what was given for them. */
type Group = {
  typename: string;
  selection: Selection;
  references: object[];
  items: number[];
  values: unknown[];
  /** Whether something was thrown, once they are loaded. */
  ready?: Promise<boolean>;
  /** What was thrown at once. */
  refused?: unknown;
};

/**
 * Answers `_entities` as @apollo/subgraph does, but all representations of a type together: what a loader gives for their
 * keys is one call.
 */
export function answerRepresentations(run: Run, field: Field, args: object, level: Level): void {
  const { representations } = args as { representations: unknown[] };
  if (field.shape.kind !== 'list' || field.shape.item.kind !== 'object') throw new Unusual();
  const groups = groupsOf(representations, field.shape.item);
  const answers: unknown[] = representations.map(() => null);
  field.put(level.answers[0] as object, answers);
  run.given.push({
    level,
    key: field.key,
    values: [],
    list: { parts: groups, make: () => entitiesOf(groups, representations.length) },
  });
  // All before the first is completed, which may find something out of the ordinary.
  for (const group of groups) askFor(run, group);
  for (const { selection, items, values, ready } of groups) {
    const complete = (entities: readonly unknown[]) => {
      const present = entities.flatMap((entity, n) => (isObject(entity, true) ? [n] : []));
      const stand = present.map((n) => items[n] as number);
      const place = { level, key: field.key, at: present.map(() => 0), items: stand };
      const objects = present.map((n) => entities[n] as object);
      for (const [n, answer] of runSelection(run, selection, objects, place).entries())
        answers[stand[n] as number] = answer;
    };
    if (ready)
      wait(run, ready, (threw) => {
        if (threw) throw new Unusual();
        complete(values);
      });
    else if (values.some(isPromise)) wait(run, Promise.all(values), complete);
    else complete(values);
  }
}

function askFor(run: Run, group: Group): void {
  const { selection, references, values } = group;
  const resolve = resolveReferenceOf(selection.type);
  const loaded = loadedBy(resolve);
  if (loaded) {
    group.ready = loadFor(loaded, references, {}, run.context.loaders, values);
    return;
  }
  for (const reference of references)
    values.push(resolve ? resolved(() => resolve(reference, run.context)) : reference);
  group.refused = values.find((value) => value instanceof Thrown);
}

/** Throws before anything is asked where a representation is of no type that the subgraph has. */
function groupsOf(representations: readonly unknown[], { selectionOf }: ObjectShape): Group[] {
  const groups = new Map<string, Group>();
  for (const [item, reference] of representations.entries()) {
    if (typeof reference !== 'object' || reference === null) throw new Unusual();
    const { __typename: typename } = reference as { __typename?: unknown };
    if (typeof typename !== 'string') throw new Unusual();
    let group = groups.get(typename);
    if (!group) {
      group = { typename, selection: selectionOf(reference), references: [], items: [], values: [] };
      groups.set(typename, group);
    }
    group.references.push(reference);
    group.items.push(item);
  }
  return [...groups.values()];
}

type ResolveReference = (reference: object, context: object) => unknown;

function resolveReferenceOf({ extensions }: GraphQLObjectType): ResolveReference | undefined {
  return (extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } }).apollo?.subgraph
    ?.resolveReference;
}

/** The list that graphql-js goes on with, where all is settled. As with @apollo/subgraph, what was refused at once fails it. */
function entitiesOf(groups: readonly Group[], length: number): unknown[] {
  const list: unknown[] = Array.from({ length }, () => null);
  for (const { typename, values, items, refused } of groups) {
    unwrap(refused);
    for (const [n, value] of values.entries())
      list[items[n] as number] = value instanceof Thrown ? failed(value.error) : nameType(value, typename);
  }
  return list;
}

/** What fails one item of a list. */
const failed = (error: unknown): unknown => (error instanceof Error ? error : new Error(String(error)));

/** The type's name is what graphql-js tells an entity's type by. */
function nameType(entity: unknown, typename: string): unknown {
  if (typeof entity !== 'object' || entity === null) return entity;
  if ('__typename' in entity && entity.__typename !== typename) return { ...entity, __typename: typename };
  return Object.defineProperty(entity, '__typename', { value: typename });
}
