import { buildSchema, getVariableValues, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createCoercion } from '../../../subgraphs/kit/batch/coerce.ts';

const schema = buildSchema(`
  scalar Any
  enum Level { HIGH LOW }
  input Range { from: Int = 1, to: Int }
  type Query { a: Int }
`);

const cases: [definitions: string, variables: Record<string, unknown>][] = [
  ['$of: [Any!]!', { of: [{ id: 'a' }, { id: 'b', deep: { list: [1, null] } }] }],
  ['$of: [Any!]!', { of: [] }],
  ['$of: [Any!]!', { of: [{ id: 'a' }, null] }],
  ['$of: [Any!]!', { of: null }],
  ['$of: [Any!]!', {}],
  ['$of: [Any]', { of: [null, 1] }],
  ['$of: [Int!]', { of: 7 }],
  ['$of: [Int!]', { of: new Set([1, 2]) }],
  ['$of: [Int!]', { of: [1, 'two'] }],
  ['$of: [[Int]]', { of: [[1], 2, null] }],
  ['$id: ID!, $level: Level!', { id: 7, level: 'HIGH' }],
  ['$id: ID!, $level: Level!', { id: 'a', level: 'MIDDLE' }],
  ['$count: Int', { count: '7' }],
  ['$count: Int', { count: 2 ** 40 }],
  ['$count: Int', { count: null }],
  ['$count: Int', { count: undefined }],
  ['$count: Int', {}],
  ['$count: Int = 5', {}],
  ['$count: Int! = 5', { count: 6 }],
  ['$count: Int', Object.create({ count: 5 })],
  ['$range: Range, $count: Int', { range: { to: 3 }, count: 1 }],
  ['$constructor: Int, $toString: String', { toString: 'a' }],
];

test.each(cases)('(%s) is given %j as graphql-js gives it', (definitions, variables) => {
  const document = parse(`query (${definitions}) { a }`);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const { variableDefinitions = [] } = operation as OperationDefinitionNode;
  const { coerced } = getVariableValues(schema, variableDefinitions, variables);
  expect(createCoercion(schema, variableDefinitions)(variables)).toStrictEqual(coerced);
});
