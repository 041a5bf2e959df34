import {
  type GraphQLInputType,
  GraphQLNonNull,
  type GraphQLType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Dice } from './dice.ts';
import { name, noDirectives, typeNode, variable } from './nodes.ts';
import type { Coordinates } from './pools.ts';
import { toNode } from './values.ts';

/** Names that objects have by themselves, and one that the gateway's own requests use. */
const nastyNames = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'representations', '_', 'if'];

type MakeJson = (type: GraphQLInputType, coordinates: Coordinates) => unknown;

/** The variables of one operation: their definitions, and what a request gives for them. */
export function createVariables(dice: Dice, json: MakeJson) {
  const definitions: VariableDefinitionNode[] = [];
  const types = new Map<string, { type: GraphQLInputType; place: GraphQLType }>();
  // A request's own object is JSON, where any name is an ordinary key.
  const given: Record<string, unknown> = Object.create(null);

  const define = (place: GraphQLInputType, coordinates: Coordinates, hasDefault: boolean): ValueNode => {
    const variableName = freeName();
    const value = dice.chance(0.05) ? undefined : json(place, coordinates);
    const withDefault = dice.chance(0.3);
    // Nullable in a non-null place, where a default (its own, or the place's) stands in.
    const isLoose = isNonNullType(place) && (withDefault || hasDefault) && dice.chance(0.6);
    const isStrict = !isNonNullType(place) && dice.chance(0.3);
    const type = isLoose ? getNullableType(place) : isStrict ? new GraphQLNonNull(place) : place;
    definitions.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable: variable(variableName),
      type: typeNode(type),
      directives: noDirectives,
      ...(withDefault && { defaultValue: literalOf(json(place, coordinates), place) as never }),
    });
    types.set(variableName, { type, place });
    const mayMiss = withDefault || !isNonNullType(type);
    if (mayMiss && dice.chance(0.25)) return variable(variableName);
    if (!isNonNullType(type) && dice.chance(isNonNullType(place) ? 0.03 : 0.12)) given[variableName] = null;
    else given[variableName] = value === undefined ? json(place, coordinates) : value;
    return variable(variableName);
  };

  const freeName = () => {
    const nasty = dice.pick(nastyNames);
    return dice.chance(0.12) && !types.has(nasty) ? nasty : `v${definitions.length}`;
  };

  return {
    definitions,
    given,
    /** A variable of this name, type and value. */
    add(variableName: string, type: GraphQLInputType, value: unknown): ValueNode {
      definitions.push({
        kind: Kind.VARIABLE_DEFINITION,
        variable: variable(variableName),
        type: typeNode(type),
        directives: noDirectives,
      });
      types.set(variableName, { type, place: type });
      given[variableName] = value;
      return variable(variableName);
    },
    /** A variable for this place: a known one of the same type, or a new one. */
    forPlace(place: GraphQLInputType, coordinates: Coordinates, hasDefault = false): ValueNode {
      const known = [...types].filter(
        ([, { type, place: own }]) => String(own) === String(place) && isWhole(type, place),
      );
      if (known.length > 0 && dice.chance(0.3)) return variable(dice.pick(known)[0]);
      return define(place, coordinates, hasDefault);
    },
  };
}

/** Whether a variable of this type may stand wherever its place's type is asked. */
const isWhole = (type: GraphQLType, place: GraphQLType) => isNonNullType(type) || !isNonNullType(place);

/** JSON of a type as written: enum values are names there. */
function literalOf(value: unknown, type: GraphQLInputType): ValueNode {
  const bare = getNullableType(type) as GraphQLInputType;
  if (value === null || value === undefined) return { kind: Kind.NULL };
  if (isListType(bare))
    return Array.isArray(value)
      ? { kind: Kind.LIST, values: value.map((item) => literalOf(item, bare.ofType)) }
      : literalOf(value, bare.ofType);
  if (isEnumType(bare)) return { kind: Kind.ENUM, value: String(value) };
  if (!isInputObjectType(bare)) return toNode(value);
  const types = bare.getFields();
  const fields = Object.entries(value as object).map(([key, inner]) => ({
    kind: Kind.OBJECT_FIELD as const,
    name: name(key),
    value: literalOf(inner, types[key]?.type as GraphQLInputType),
  }));
  return { kind: Kind.OBJECT, fields };
}
