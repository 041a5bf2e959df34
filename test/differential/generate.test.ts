import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLSchema,
  isObjectType,
  Kind,
  print,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { expect, test } from 'vitest';
import { createDice } from './generate/dice.ts';
import { type Generated, generateOperation } from './generate/operation.ts';

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const grammar = { schema, pools: {}, size: 24, depth: 5, introspection: 0.03, mutations: 0.03 };
const generated = (seed: number) => generateOperation(grammar, createDice(seed));
const many = Array.from({ length: 4_000 }, (_, seed) => generated(seed));

test('the same seed makes the same operation, another one another', () => {
  const text = (seed: number) => JSON.stringify([print(generated(seed).document), generated(seed).variables]);
  expect(text(7)).toBe(text(7));
  expect(new Set(Array.from({ length: 100 }, (_, seed) => text(seed))).size).toBeGreaterThan(95);
});

test('operations are valid', () => {
  const invalid = many.flatMap(({ document }, seed) => {
    const [error] = validate(schema, document);
    return error ? [`${seed}: ${error.message}`] : [];
  });
  expect(invalid).toEqual([]);
});

test('they ask for nearly every field of the API and use nearly every argument', () => {
  const { fields, args } = coordinatesOf(schema);
  const used = new Set(many.flatMap((one) => [...coordinatesUsed(one)]));
  const unused = (all: string[]) => all.filter((coordinate) => !used.has(coordinate));
  expect(unused(fields).length).toBeLessThan(fields.length / 20);
  expect(unused(args).length).toBeLessThan(args.length / 10);
});

test.each([
  ['an alias that every object has', /\bconstructor: \w/],
  ['__proto__ as an alias', /\b__proto__: \w/],
  ['__typename under another name', /\w: __typename/],
  ['another field under the name of a key', /\b(id|code|taxCode): (?!id\b|code\b|taxCode\b)[a-z]\w*$/m],
  ['a field as __typename', /\b__typename: \w/],
  ['a fragment on a union', /on QualityRecord/],
  ['a fragment without a type', /\.\.\. (@\w+\(.*\) )?\{/],
  ['a named fragment used twice', /(\.\.\.F\d+)\b[\s\S]*\1\b/],
  ['both directives at one place', /@skip\(.*\) @include\(/],
  ['a directive on a fragment', /\.\.\.F\d+ @(skip|include)/],
  ['a variable that decides', /@(skip|include)\(if: \$/],
  ['a variable within an input', /\{[^{}]*: \$\w+/],
  ['a default', /\$\w+: [^,)]* = /],
  ['a cursor', /after: /],
  ['null as an argument', /\w: null/],
  ['introspection', /__type\(|__schema/],
  ['a mutation', /^mutation/],
])('some have %s', (_, pattern) => {
  expect(many.filter(({ document }) => pattern.test(print(document))).length).toBeGreaterThan(3);
});

test('values of variables are missing, null, and single where a list is asked', () => {
  const definitions = many.flatMap(({ document, variables }) =>
    document.definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION
        ? (node.variableDefinitions ?? []).map(({ variable, type }) => ({
            isList: type.kind === Kind.LIST_TYPE,
            isGiven: Object.hasOwn(variables, variable.name.value),
            value: variables[variable.name.value],
          }))
        : [],
    ),
  );
  expect(definitions.filter(({ isGiven }) => !isGiven).length).toBeGreaterThan(50);
  expect(definitions.filter(({ value }) => value === null).length).toBeGreaterThan(50);
  expect(definitions.filter(({ isList, value }) => isList && typeof value === 'string').length).toBeGreaterThan(3);
});

function coordinatesOf(of: GraphQLSchema) {
  const types = Object.values(of.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));
  const fields = types.flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : [],
  );
  return {
    fields: fields.map(({ type, field }) => `${type.name}.${field.name}`),
    args: fields.flatMap(({ type, field }) => field.args.map(({ name }) => `${type.name}.${field.name}(${name})`)),
  };
}

function coordinatesUsed({ document }: Generated): Set<string> {
  const info = new TypeInfo(schema);
  const used = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ name, arguments: given = [] }) {
        const coordinate = `${info.getParentType()?.name}.${name.value}`;
        used.add(coordinate);
        for (const argument of given) used.add(`${coordinate}(${argument.name.value})`);
      },
    }),
  );
  return used;
}
