import { isPromise, readLeaf } from './build.ts';
import { Thrown } from './recording.ts';
import { type Level, type Place, type Run, runSelection, wait } from './run.ts';
import { type Field, type ObjectShape, type Selection, Unusual } from './shape.ts';

type Listed = Field['shape'] & { kind: 'list' };

/** Puts what a field was given for the objects of a level into their answers, and answers the objects in it. */
export function completeField(run: Run, field: Field, level: Level, values: readonly unknown[]): void {
  const { shape, put, key } = field;
  const { answers } = level;
  if (shape.kind === 'leaf') {
    for (let at = 0; at < values.length; at++) put(answers[at] as object, readLeaf(shape, required(values[at])));
    return;
  }
  if (shape.kind === 'list') {
    completeLists(run, field, shape, level, values);
    return;
  }
  const objects: object[] = [];
  const at: number[] = [];
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (isObject(value, shape.nullable)) {
      objects.push(value);
      at.push(index);
    }
  }
  answerObjects(run, shape, objects, { level, key, at, items: undefined }, (n, answer) =>
    put(answers[at[n] as number] as object, answer),
  );
}

function completeLists(run: Run, field: Field, shape: Listed, level: Level, values: readonly unknown[]): void {
  const { item } = shape;
  if (values.some((list) => Array.isArray(list) && list.some(isPromise))) {
    const lists = values.map((list) => (Array.isArray(list) ? Promise.all(list) : list));
    wait(run, Promise.all(lists), (ready) => completeLists(run, field, shape, level, ready));
    return;
  }
  const objects: object[] = [];
  const at: number[] = [];
  const items: number[] = [];
  const lists: unknown[][] = [];
  for (let index = 0; index < values.length; index++) {
    const list = values[index];
    if (list === null || list === undefined) {
      if (!shape.nullable) throw new Unusual();
      lists.push([]);
      continue;
    }
    if (!Array.isArray(list)) throw new Unusual();
    const answered: unknown[] = [];
    for (let n = 0; n < list.length; n++) {
      if (item.kind === 'leaf') answered.push(readLeaf(item, required(list[n])));
      else {
        answered.push(null);
        if (!isObject(list[n], item.nullable)) continue;
        objects.push(list[n]);
        at.push(index);
        items.push(n);
      }
    }
    lists.push(answered);
    field.put(level.answers[index] as object, answered);
  }
  if (item.kind === 'leaf') return;
  answerObjects(run, item, objects, { level, key: field.key, at, items }, (n, answer) => {
    (lists[at[n] as number] as unknown[])[items[n] as number] = answer;
  });
}

/** Answers objects that may be of several types, those of one together. */
export function answerObjects(
  run: Run,
  { isAbstract, selectionOf }: ObjectShape,
  objects: readonly object[],
  place: Place,
  put: (n: number, answer: object) => void,
): void {
  const first = objects[0];
  if (!first) return;
  const selection = selectionOf(first);
  if (!isAbstract || objects.every((object) => selectionOf(object) === selection)) {
    const answers = runSelection(run, selection, objects, place);
    for (let n = 0; n < answers.length; n++) put(n, answers[n] as object);
    return;
  }
  const bySelection = new Map<Selection, number[]>();
  for (const [n, object] of objects.entries()) {
    const own = selectionOf(object);
    const same = bySelection.get(own);
    if (same) same.push(n);
    else bySelection.set(own, [n]);
  }
  for (const [own, ns] of bySelection) {
    const pick = <T>(list: T[]): T[] => ns.map((n) => list[n] as T);
    const part = { ...place, at: pick(place.at), items: place.items && pick(place.items) };
    const answers = runSelection(run, own, pick([...objects]), part);
    for (const [index, answer] of answers.entries()) put(ns[index] as number, answer);
  }
}

/** Whether there is an object to answer. Throws where something else is given, or nothing where that may not be. */
export function isObject(value: unknown, nullable: boolean): value is object {
  if (value === null || value === undefined) {
    if (!nullable) throw new Unusual();
    return false;
  }
  if (typeof value !== 'object' || value instanceof Error || value instanceof Thrown) throw new Unusual();
  return true;
}

function required(value: unknown): unknown {
  if (value instanceof Thrown) throw new Unusual();
  return value;
}
