import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isLeafType,
  isRequiredArgument,
  isUnionType,
  Kind,
  type ValueNode,
} from 'graphql';
import type { Dice } from './dice.ts';
import { name } from './nodes.ts';
import type { Coordinates } from './pools.ts';
import type { createValues } from './values.ts';
import type { createVariables } from './variables.ts';

export type Definition = GraphQLField<unknown, unknown>;

/** Of a page; more would only repeat what few show, and pages multiply. */
const largestPage = 5;

/** The fields of a type that operations are made of; none of a union. */
export function fieldsOf(type: GraphQLCompositeType): Definition[] {
  if (isUnionType(type)) return [];
  // The subgraph's own SDL: long, and the same for all.
  return Object.values(type.getFields()).filter((field) => field.name !== '_service');
}

export const isLeafField = (field: Definition) => isLeafType(getNamedType(field.type));

type Sources = {
  dice: Dice;
  values: ReturnType<typeof createValues>;
  variables: ReturnType<typeof createVariables>;
};

/** Arguments of a field: those it must have, and some others. */
export function createArguments({ dice, values, variables }: Sources) {
  const argumentValue = (parent: string, field: Definition, argument: GraphQLArgument): ValueNode => {
    const returned = getNamedType(field.type).name;
    const coordinates = [`${parent}.${field.name}(${argument.name})`, `${returned}.${argument.name}`, argument.name];
    let isOutermost = true;
    const ask = (type: GraphQLInputType, at: Coordinates) => {
      const hasDefault = isOutermost && argument.defaultValue !== undefined;
      const share = isOutermost ? 0.35 : 0.12;
      isOutermost = false;
      return dice.chance(share) ? variables.forPlace(type, at, hasDefault) : undefined;
    };
    if (argument.name === 'first' && dice.chance(0.7)) return { kind: Kind.INT, value: String(pageSize(dice)) };
    return values.literal(argument.type, coordinates, ask);
  };
  return (parent: string, field: Definition): ArgumentNode[] =>
    field.args
      .filter((argument) => isRequiredArgument(argument) || dice.chance(argument.name === 'first' ? 0.97 : 0.25))
      .map((argument) => ({
        kind: Kind.ARGUMENT,
        name: name(argument.name),
        value: argumentValue(parent, field, argument),
      }));
}

/** Now and then one that is refused. */
const pageSize = (dice: Dice) => (dice.chance(0.02) ? dice.pick([0, -1, 201]) : 1 + dice.below(largestPage));
