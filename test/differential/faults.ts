import { put } from './clone.ts';
import { hashOf } from './generate/dice.ts';
import type { SubgraphAnswer, SubgraphError } from './recorded.ts';

/**
 * What is done to subgraphs' answers. `errors`: what a GraphQL service may answer, errors with nulls in their places (also where
 * none may stand). `wild`: anything that is JSON.
 */
export type FaultKind = 'none' | 'errors' | 'wild';

export type Faults = {
  kind: FaultKind;
  seed: number;
  /** Share of values that are hit. */
  share: number;
  /** Names that nobody has asked for, by which `wild` ones add what was not asked: a name that another subgraph was asked for would be answered by whichever was last. */
  unasked: readonly string[];
};

/** Such as an object has without being given them. */
export const unaskedNames = ['__proto__', 'constructor'] as const;

export const noFaults: Faults = { kind: 'none', seed: 0, share: 0, unasked: [] };

type Path = (string | number)[];
type Changed = { errors: SubgraphError[]; decide: (place: unknown) => Decision; unasked: readonly string[] };
/** Whether something is hit, and a number to choose what happens to it. */
type Decision = { isHit: boolean; choice: number };

/**
 * Changes a subgraph's answer. Which values are hit is decided by the seed and by what was asked for, an entity by its
 * representation and not by its number: whoever asks for fewer of them at once is answered alike.
 *
 * @param representations of the request, where it asks for entities
 */
export function disturb(
  answer: SubgraphAnswer,
  { kind, seed, share, unasked }: Faults,
  subgraph: string,
  representations?: readonly unknown[],
): SubgraphAnswer {
  if (kind === 'none') return answer;
  const decide = (place: unknown): Decision => {
    const hash = hashOf(JSON.stringify([seed, subgraph, place]));
    return { isHit: (hash >>> 8) / 2 ** 24 < share, choice: hashOf(`${hash}`) };
  };
  const whole = decide(['whole', representations !== undefined]);
  if (whole.isHit) return failWhole(whole.choice, kind, representations !== undefined);
  const errors: SubgraphError[] = [];
  const changed: Changed = { errors, decide, unasked };
  const data = answer.data ?? null;
  if (representations && Array.isArray(data?._entities)) {
    const entities = data._entities as unknown[];
    for (const [index, entity] of entities.entries())
      entities[index] = change(entity, ['_entities', index], [representations[index]], kind, changed);
  } else if (data) {
    // The name of the root type is known without asking: a wrong one is an internal error of @apollo/gateway, and not read by ours.
    for (const key of Object.keys(data)) if (key !== '__typename') changeKey(data, key, [key], [key], kind, changed);
  }
  const told = decide('an error of no place');
  if (told.isHit) errors.push(...strayErrors(told.choice, kind));
  const all = [...(answer.errors ?? []), ...errors];
  return { ...answer, data, ...(all.length > 0 && { errors: all }) };
}

/** @param place how the value is called when it is decided about; its path in the answer says where an error stands */
function change(value: unknown, path: Path, place: unknown[], kind: FaultKind, changed: Changed): unknown {
  const { isHit, choice } = changed.decide(place);
  if (isHit) {
    const error = () => changed.errors.push({ message: `fault ${choice % 3}`, path, extensions: { code: 'FAULT' } });
    if (choice % 2 === 0) {
      error();
      return null;
    }
    if (kind === 'errors') return choice % 5 === 1 ? null : value;
    if (choice % 3 === 0) error();
    return replacements[choice % replacements.length]?.(value, changed.unasked);
  }
  if (Array.isArray(value))
    return value.map((item, index) => change(item, [...path, index], [...place, index], kind, changed));
  if (typeof value === 'object' && value !== null)
    for (const key of Object.keys(value)) changeKey(value, key, [...path, key], [...place, key], kind, changed);
  return value;
}

function changeKey(target: object, key: string, path: Path, place: unknown[], kind: FaultKind, changed: Changed): void {
  const given = (target as Record<string, unknown>)[key];
  const made = change(given, path, place, kind, changed);
  if (made === undefined) delete (target as Record<string, unknown>)[key];
  else if (made !== given) put(target, key, made);
}

const replacements: ((value: unknown, unasked: readonly string[]) => unknown)[] = [
  () => undefined,
  () => null,
  () => 'Unknown',
  () => 'Official',
  () => 42,
  () => true,
  () => [],
  () => ({}),
  (value) => [value],
  (value) => ({ value }),
  (value, unasked) => withKey(value, '__proto__', unasked),
  (value, unasked) => withKey(value, 'constructor', unasked),
  (value) => (Array.isArray(value) ? value.slice(1) : value),
  (value) => (Array.isArray(value) ? [...value, null] : ''),
  (value) => ({ ...(typeof value === 'object' && value), __typename: 'Nothing' }),
  (value) => ({ ...(typeof value === 'object' && value), __typename: 'Person' }),
];

function withKey(value: unknown, key: string, unasked: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || !unasked.includes(key)) return value;
  put(value, key, { polluted: true, id: 'polluted', __typename: 'Official' });
  return value;
}

/** Nobody but who asks for entities is told of them: `_entities` may be somebody's alias, answered by another subgraph. */
function failWhole(choice: number, kind: FaultKind, asksEntities: boolean): SubgraphAnswer {
  const error = { message: 'The whole answer failed.', extensions: { code: 'FAULT' } };
  const failures: SubgraphAnswer[] = [
    { data: null, errors: [error] },
    { errors: [error, { ...error, path: ['_entities'] }] },
    { data: null, errors: [{ message: 'no code' }] },
  ];
  const wild: SubgraphAnswer[] = [
    { data: {} },
    ...(asksEntities
      ? [{ data: { _entities: [] } }, { data: { _entities: null } }, { data: { _entities: {} as never }, errors: [] }]
      : [{ data: { unasked: [] } }, { data: { unasked: null } }, { data: { unasked: {} }, errors: [] }]),
    {},
  ];
  const all = kind === 'wild' ? [...failures, ...wild] : failures;
  return structuredClone(all[choice % all.length]) as SubgraphAnswer;
}

function strayErrors(choice: number, kind: FaultKind): SubgraphError[] {
  const plain = { message: 'An error of no place.', extensions: { code: 'FAULT', classification: 'x' } };
  const wild: SubgraphError[] = [
    { message: '', path: [] },
    { path: ['_entities', 10_000, 'id'], message: 'beyond' },
    { path: ['__proto__', 'polluted'], message: 'polluted' },
  ];
  return kind === 'wild' ? [wild[choice % wild.length] as SubgraphError] : [plain];
}
