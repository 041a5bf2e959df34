import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Answer } from '../support/stack.ts';
import { faithful, reply } from '../support/stand-in.ts';
import { type StandInStack, startStandInStack } from '../support/stand-in-stack.ts';

const query = `{
  administrativeUnit(code: "01") { name officialCount }
  officials(first: 3) { nodes { id fullName category agency { name } } }
}`;

let stack: StandInStack;
let undisturbed: Answer['data'];
beforeAll(async () => {
  stack = await startStandInStack('officials');
  undisturbed = (await stack.ask(query)).data;
});
afterAll(() => stack?.stop());
beforeEach(() => {
  stack.standIn.behave = faithful;
});

// biome-ignore lint/suspicious/noExplicitAny: whatever a subgraph answers
type Change = (data: any) => void;

/** What the service would answer, changed. */
function changing(change: Change): void {
  stack.standIn.behave = async ({ response, answer }) => {
    const json = JSON.parse(await answer());
    change(json.data);
    reply(response, JSON.stringify(json));
  };
}

/** Puts a value where the subgraph answers another one; nothing where it was not asked for that. */
function put(place: string, value: unknown): Change {
  const path = place.split('.');
  const last = path.pop() as string;
  return (data) => {
    const parent = path.reduce((at, key) => at?.[key], data);
    if (parent && last in parent) parent[last] = value;
  };
}

/** The undisturbed answer with null at this place. */
function without(place: string) {
  const data = structuredClone(undisturbed);
  put(place, null)(data);
  return data;
}

const count = 'administrativeUnit.officialCount';
const category = 'officials.nodes.1.category';

/** Where values are wrong in the subgraph's answer, and what becomes null of that in ours. */
const wrong: [string, Change, string, string?][] = [
  ['a list for an object', put('officials', [1]), 'officials'],
  ['text for an object', put('officials', 'x'), 'officials'],
  ['an object for a list', put('officials.nodes', {}), 'officials.nodes', 'officials'],
  ['null where there is always a value', put('officials.nodes', null), 'officials.nodes', 'officials'],
  ['a field left out', (data) => delete data.officials, 'officials'],
  ['a number for an enum', put(category, 7), category, 'officials'],
  ['an unknown value of an enum', put(category, 'NONE'), category, 'officials'],
  ['an object for an id', put('officials.nodes.2.id', {}), 'officials.nodes.2.id', 'officials'],
  ['a list for text', put('officials.nodes.2.fullName', ['x']), 'officials.nodes.2.fullName'],
  ['text for a number', put('_entities.0.officialCount', '7'), count],
  ['too few entities', put('_entities', []), count],
  ['entities that are no list', put('_entities', { 0: {} }), count],
  ['an entity that is text', put('_entities.0', 'x'), count],
  ['an entity without its field', put('_entities.0', {}), count],
];

test.each(wrong)('%s is null with an error at its place', async (_, change, place, nulled = place) => {
  changing(change);
  const { data, errors = [] } = await stack.ask(query);
  expect(data).toEqual(without(nulled));
  for (const { message, path, extensions } of errors) {
    // Where an entity itself is wrong, its place is told.
    expect(place.startsWith(path?.join('.') ?? 'nowhere')).toBe(true);
    expect(extensions).toEqual({ code: 'SUBGRAPH_INVALID_RESPONSE', serviceName: 'officials' });
    expect(message).toBe('The subgraph "officials" gave a value that cannot be used.');
  }
  expect(errors).toHaveLength(1);
});

const objectsIn = (value: unknown): object[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : [];

test.each(['__proto__', 'constructor', 'prototype', 'unasked'])(
  'an answer that carries %s everywhere is the undisturbed one, and pollutes nothing',
  async (key) => {
    changing((data) => {
      for (const object of objectsIn(data))
        if (!Array.isArray(object))
          Object.defineProperty(object, key, {
            value: { polluted: 'yes', prototype: { polluted: 'yes' } },
            enumerable: true,
          });
    });
    const text = await stack.askText(query);
    expect(JSON.parse(text)).toMatchObject({ data: undisturbed });
    expect(JSON.parse(text)).not.toHaveProperty('errors');
    expect(text).not.toContain('polluted');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  },
);

test('an alias of a client may be __proto__, and its value is checked like any other', async () => {
  const aliased = '{ officials(first: 1) { __proto__: nodes { constructor: fullName id } } }';
  const { data, errors } = await stack.ask(aliased);
  expect(errors).toBeUndefined();
  const nodes = Object.entries(data.officials)[0];
  expect(nodes).toEqual([
    '__proto__',
    [{ constructor: undisturbed.officials.nodes[0].fullName, id: undisturbed.officials.nodes[0].id }],
  ]);
  changing(({ officials }) => Object.defineProperty(officials, '__proto__', { value: 'text', enumerable: true }));
  expect(await stack.ask(aliased)).toMatchObject({
    data: { officials: null },
    errors: [{ path: ['officials', '__proto__'], extensions: { code: 'SUBGRAPH_INVALID_RESPONSE' } }],
  });
});

test('many wrong values are told a hundred times, and all are null', async () => {
  changing((data) => {
    for (const node of data.officials?.nodes ?? []) node.agency = 'x';
  });
  const { data, errors } = await stack.ask('{ officials(first: 150) { nodes { agency { name } } } }');
  expect(new Set(data.officials.nodes.map(({ agency }: { agency: null }) => agency))).toEqual(new Set([null]));
  expect(errors).toHaveLength(100);
});
