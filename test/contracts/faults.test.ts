import { buildSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { open } from '../../schema/access/requirement.ts';
import { makeContract } from '../../schema/contracts/make-contract.ts';
import { printContract } from '../../schema/contracts/print-contract.ts';
import { readTags } from '../../schema/contracts/read-tags.ts';

const directive = `directive @tag(name: String!) repeatable on
  OBJECT | FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE | ENUM | INPUT_OBJECT | INPUT_FIELD_DEFINITION | INTERFACE | UNION | SCALAR\n`;
const places = 'FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE | INPUT_FIELD_DEFINITION';
const contract = { name: 'partner', description: '', include: ['in'], exclude: ['out'], withholds: [], isOpen: false };

/** The contract of an API whose types are tagged as their text says. */
function make(text: string): string {
  const api = buildSchema(directive + text);
  return printContract('partner', makeContract(contract, { api, tags: readTags(text), rules: {} as never }), api);
}

const faulty: [string, string, string][] = [
  [
    'a hidden argument that is required',
    'type Query @tag(name: "in") { a(b: Int! @tag(name: "out")): Int }',
    'contract partner: Query.a(b:) is required, and hidden: hide what needs it, or give it a default',
  ],
  [
    'a hidden input field that is required',
    'type Query @tag(name: "in") { a(b: I): Int } input I { c: Int! @tag(name: "out") d: Int }',
    'contract partner: I.c is required, and hidden: hide what needs it, or give it a default',
  ],
  [
    'a default that holds a hidden value',
    'type Query @tag(name: "in") { a(b: [E!] = [X]): Int } enum E { X @tag(name: "out") Y }',
    'contract partner: Query.a(b:) has a default that holds X, which is hidden',
  ],
  [
    'a default that holds a hidden input field',
    'type Query @tag(name: "in") { a(b: I = { c: 1 }): Int } input I { c: Int @tag(name: "out") d: Int }',
    'contract partner: Query.a(b:) has a default that holds I.c, which is hidden',
  ],
  [
    'an object without a field of its interface',
    'type Query @tag(name: "in") { a: N } interface N @tag(name: "in") { b: Int } type O implements N @tag(name: "in") { b: Int @tag(name: "out") c: Int }',
    'contract partner: O.b is hidden, and N.b is not',
  ],
  [
    'a field of a type that is not in it',
    'type Query { a: Int @tag(name: "in") b: O @tag(name: "in") } type O { c: Int @tag(name: "out") }',
    'contract partner: Query.b is in by its tag, but nothing of O, which it returns',
  ],
  [
    'nothing that can be asked',
    'type Query { a: Int @tag(name: "out") } type O @tag(name: "in") { c: Int }',
    'contract partner: nothing of Query is in it',
  ],
  [
    'a description that names what is hidden',
    'type Query @tag(name: "in") { "See `secretThing`." a: Int secretThing: Int @tag(name: "out") }',
    'contract partner: Query.a names secretThing, which is hidden: say it in other words',
  ],
  [
    'a deprecation that does',
    'type Query @tag(name: "in") { a: Int @deprecated(reason: "Ask secretThing.") secretThing: Int @tag(name: "out") }',
    'contract partner: Query.a names secretThing, which is hidden: say it in other words',
  ],
];

test.each(faulty)('refuses %s', (_, text, message) => {
  expect(() => make(text)).toThrow(message);
});

test.each([
  ['Query.a', 'type Query @tag(name: "in") { a: Int @needs }', ['read']],
  ['Query.a(b:)', 'type Query @tag(name: "in") { a(b: Int @needs): Int }', ['read']],
  ['I.c', 'type Query @tag(name: "in") { a(b: I): Int } input I { c: Int @needs }', ['read']],
  ['E.X', 'type Query @tag(name: "in") { a: E } enum E { X @needs Y }', ['read']],
  ['nothing', 'type Query @tag(name: "in") { a: Int @needs }', ['write']],
])('of a scope that it withholds, refuses that %s needs it', (place, text, withholds) => {
  const [, type, member, argument] = /^(\w+)\.?(\w+)?(?:\((\w+):\))?$/.exec(place) ?? [];
  const needs = { ...open, scopes: [[['read'], ['read', 'more']]] };
  const requirement = (...names: (string | undefined)[]) =>
    [type, member, argument].every((name, at) => name === names[at]) || place === 'nothing' ? needs : open;
  const rules = {
    requirementOf: requirement,
    requirementOfArgument: requirement,
    requirementOfInputField: requirement,
    requirementOfEnumValue: requirement,
  } as never;
  const withheld = { ...contract, withholds };
  const api = buildSchema(`${directive} directive @needs on ${places} \n${text}`);
  const making = () =>
    makeContract(withheld, { api, tags: new Map([...readTags(text), ['O', new Set(['out'])]]), rules });
  if (place === 'nothing') expect(making).not.toThrow();
  else expect(making).toThrow(`contract partner: ${place} needs a scope that it withholds (read)`);
});

test.each([
  ['Query', '"With read." type Query @tag(name: "in") { a: Int }'],
  ['Query.a', 'type Query @tag(name: "in") { "With `read`, or more." a: Int }'],
  ['Query.a.b', 'type Query @tag(name: "in") { a("With read" b: Int): Int }'],
  ['I.c', 'type Query @tag(name: "in") { a(b: I): Int } input I { "With read." c: Int }'],
  ['E.X', 'type Query @tag(name: "in") { a: E } enum E { X @deprecated(reason: "With read: ask Y") Y }'],
  ['nothing', 'type Query @tag(name: "in") { a: Int } "With read." type O { a: Int }'],
])('of a scope that it withholds, refuses that the text of %s names it', (place, text) => {
  const api = buildSchema(directive + text);
  const tags = new Map([...readTags(text), ['O', new Set(['out'])]]);
  const rules = new Proxy({}, { get: () => () => open }) as never;
  const making = (withholds: string[]) => () => makeContract({ ...contract, withholds }, { api, tags, rules });
  if (place === 'nothing') expect(making(['read'])).not.toThrow();
  else expect(making(['read'])).toThrow(`contract partner: ${place} names read, a scope that it withholds`);
  expect(making(['write'])).not.toThrow();
});

test('refuses tags that nothing has', () => {
  expect(() => make('type Query { a: Int @tag(name: "in") }')).toThrow('expected something with @tag(name: "out")');
});

test('keeps what its tags name, and what only that leads to', () => {
  const text = make(`
    type Query { a(by: By, e: E): O @tag(name: "in") u: U @tag(name: "in") hidden: P @tag(name: "out") untagged: Q }
    type O @tag(name: "in") { own: Int toHidden: P toUntagged: Q d: D }
    type P @tag(name: "out") { b: Int }
    type Q { c: Int onlyHere: F }
    union U = O | P | Q
    interface N { x: Int }
    type M implements N { x: Int }
    input By { x: Int y: Int @tag(name: "out") z: Only }
    input Only @tag(name: "out") { x: Int }
    enum E { A B @tag(name: "out") }
    enum F { G }
    scalar D
  `);
  expect(text.trim()).toBe(
    printSchema(
      buildSchema(`
        type Query { a(by: By, e: E): O u: U }
        type O { own: Int d: D }
        union U = O
        input By { x: Int }
        enum E { A }
        scalar D
        ${directive}
      `),
    ).trim(),
  );
});
