import { GraphQLScalarType, valueFromASTUntyped } from 'graphql';

/**
 * What a malformed value becomes. A scalar that throws while it is parsed fails the whole document, and with it every
 * other field of the sub-request; the marker travels to the one resolver that was given it instead (see arguments.ts).
 */
export class InvalidInput {
  readonly expected: string;
  constructor(expected: string) {
    this.expected = expected;
  }
}

type ScalarRules<T> = {
  name: string;
  /** The end of "expected ...", e.g. `a date as yyyy-MM-dd`. */
  expected: string;
  /** The parsed value, or undefined where the input is malformed. */
  parse: (input: unknown) => T | undefined;
  serialize?: (value: unknown) => unknown;
};

/** How values are answered that the database already holds as they are to be shown. */
export const asItIs = (value: unknown): unknown => value;

/** A scalar with real validation whose errors stay at the field they belong to. */
export function createScalar<T>({ name, expected, parse, serialize }: ScalarRules<T>): GraphQLScalarType {
  const parseValue = (input: unknown) => parse(input) ?? new InvalidInput(expected);
  return new GraphQLScalarType({
    name,
    parseValue,
    parseLiteral: (node, variables) => parseValue(valueFromASTUntyped(node, variables)),
    serialize: serialize ?? asItIs,
  });
}
