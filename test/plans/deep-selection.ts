import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isObjectType,
  print,
} from 'graphql';
import { valuesOf } from './questions.ts';

/** What a page is made of takes no level of its own: its records do. */
const levelsOf = (type: GraphQLObjectType) => ('pageInfo' in type.getFields() || type.name.endsWith('Edge') ? 0 : 1);

/**
 * Everything that can be selected of a type: all fields, of what they lead to as far as a number of levels, but nothing of a type that
 * leads there itself. Fields that need arguments have the first sample of each.
 */
export function deepSelection(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  levels: number,
  above: readonly GraphQLObjectType[] = [],
): string {
  const fields = Object.values(type.getFields())
    // Edges hold what nodes hold.
    .filter(({ name }) => name !== 'edges')
    .flatMap((field) => {
      const inner = selectionOf(schema, field.type, levels, [...above, type]);
      return inner === undefined ? [] : [`${field.name}${argumentsOf(field.args)}${inner}`];
    });
  return `{ __typename ${fields.join(' ')} }`;
}

/** None where a field leads too far; nothing to add for a scalar. */
function selectionOf(
  schema: GraphQLSchema,
  output: GraphQLOutputType,
  levels: number,
  above: readonly GraphQLObjectType[],
): string | undefined {
  const type = getNamedType(output);
  if (isAbstractType(type)) {
    const parts = schema.getPossibleTypes(type).flatMap((possible) => {
      const inner = selectionOf(schema, possible, levels, above);
      return inner === undefined ? [] : [`... on ${possible.name} ${inner}`];
    });
    return parts.length > 0 ? ` { __typename ${parts.join(' ')} }` : undefined;
  }
  if (!isObjectType(type)) return '';
  const left = levels - levelsOf(type);
  return left < 0 || above.includes(type) ? undefined : ` ${deepSelection(schema, type, left, above)}`;
}

function argumentsOf(all: readonly GraphQLArgument[]): string {
  const given = all
    .filter(({ type, defaultValue }) => getNullableType(type) !== type && defaultValue === undefined)
    .map((argument) => {
      const value = astFromValue(valuesOf(argument)[0], argument.type);
      if (!value)
        throw new Error(`no value for "${argument.name}: ${argument.type}": give one in test/plans/samples.ts`);
      return `${argument.name}: ${print(value)}`;
    });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}
