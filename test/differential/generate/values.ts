import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type ValueNode,
} from 'graphql';
import type { Dice } from './dice.ts';
import { name } from './nodes.ts';
import { type Coordinates, fromPools, type Pools } from './pools.ts';

/** Where a value may be written as a variable, it asks for one: undefined where there is to be none. */
type Ask = (type: GraphQLInputType, coordinates: Coordinates) => ValueNode | undefined;

/** Texts that no argument expects, and that no code may stumble over. */
const strange = ['', '__proto__', 'constructor', '79', '2026-02-30', '\u0000', '"\\', 'ệ', '-1', 'null'];

/** Makes values of input types, as JSON and as they are written in a document. */
export function createValues(dice: Dice, pools: Pools) {
  const json = (type: GraphQLInputType, coordinates: Coordinates): unknown => {
    if (isNonNullType(type)) return json(type.ofType, coordinates);
    if (isListType(type)) {
      // A single value is read as a list of one.
      if (dice.chance(0.1)) return json(getNullableType(type.ofType), coordinates);
      return Array.from({ length: dice.below(4) }, () => json(type.ofType, coordinates));
    }
    if (isEnumType(type)) return dice.pick(type.getValues()).name;
    if (isInputObjectType(type))
      return Object.fromEntries(
        chosenFields(type).map((given) => [given.name, json(given.type, [`${type.name}.${given.name}`, given.name])]),
      );
    return scalar(type.name, coordinates);
  };

  const scalar = (type: string, coordinates: Coordinates): unknown => {
    if (type === 'Boolean') return dice.chance(0.5);
    const isText = type !== 'Int' && type !== 'Float';
    if (isText && dice.chance(0.03)) return dice.pick(strange);
    const found = fromPools(pools, [...coordinates, type], dice);
    return found ?? (isText ? dice.pick(strange) : dice.below(6));
  };

  const chosenFields = (type: Extract<GraphQLInputType, { getFields: unknown }>) => {
    const fields = Object.values(type.getFields());
    const wanted = fields.length === 0 ? 0 : 2 / fields.length;
    return fields.filter((given) => isRequiredInputField(given) || dice.chance(wanted));
  };

  /** The value as written, parts of it as variables where `ask` gives one. */
  const literal = (type: GraphQLInputType, coordinates: Coordinates, ask: Ask): ValueNode => {
    const asked = ask(type, coordinates);
    if (asked) return asked;
    if (isNonNullType(type)) return written(type.ofType, coordinates, ask);
    return dice.chance(0.04) ? { kind: Kind.NULL } : written(type, coordinates, ask);
  };

  const written = (type: GraphQLInputType, coordinates: Coordinates, ask: Ask): ValueNode => {
    if (isListType(type)) {
      if (dice.chance(0.1)) return written(getNullableType(type.ofType), coordinates, ask);
      const values = Array.from({ length: dice.below(4) }, () => literal(type.ofType, coordinates, ask));
      return { kind: Kind.LIST, values };
    }
    if (isInputObjectType(type)) {
      const fields = chosenFields(type).map((given) => ({
        kind: Kind.OBJECT_FIELD as const,
        name: name(given.name),
        value: literal(given.type, [`${type.name}.${given.name}`, given.name], ask),
      }));
      return { kind: Kind.OBJECT, fields };
    }
    const value = json(type, coordinates);
    return isEnumType(type) ? { kind: Kind.ENUM, value: String(value) } : toNode(value);
  };

  return { json, literal };
}

/** A value of no enum, as written. */
export function toNode(value: unknown): ValueNode {
  if (value === null) return { kind: Kind.NULL };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  if (typeof value === 'number')
    return Number.isInteger(value)
      ? { kind: Kind.INT, value: String(value) }
      : { kind: Kind.FLOAT, value: String(value) };
  if (typeof value === 'string') return { kind: Kind.STRING, value };
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(toNode) };
  const fields = Object.entries(value as object).map(([key, inner]) => ({
    kind: Kind.OBJECT_FIELD as const,
    name: name(key),
    value: toNode(inner),
  }));
  return { kind: Kind.OBJECT, fields };
}
