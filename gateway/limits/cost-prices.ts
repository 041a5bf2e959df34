import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';
import type { CostWeights, ListSize } from './cost-weights.ts';
import { usesVariables } from './formula.ts';

/** What a field of a type costs, whoever asks it. */
export type Price = {
  /** Each time that it is answered, whatever the answer. */
  once: number;
  /** Each value of its type in the answer, without what is asked of that. */
  each: number;
  /** The type that its selections are asked of; undefined for a leaf, and for introspection, which is not looked into. */
  inner: GraphQLCompositeType | undefined;
  isList: boolean;
  listSize: ListSize | undefined;
  /** How long its page is where no slicing argument is given, by their defaults; undefined where they have none. */
  defaultSize: number | undefined;
  /** Whether the values of variables change what it costs. */
  varies: (node: FieldNode) => boolean;
  /** Its arguments, defaults included; empty where none of them counts. */
  argumentsOf: (node: FieldNode, variables: Record<string, unknown>) => Record<string, unknown>;
  /** Of what those hold: input objects, and what has a weight. */
  inputCost: (given: Record<string, unknown>) => number;
};

/** The price of a field by its parent type and name; nothing where it is of no type, as `__typename`. */
export type Prices = (parent: GraphQLCompositeType | undefined, field: string) => Price;

const free: Price = {
  once: 0,
  each: 0,
  inner: undefined,
  isList: false,
  listSize: undefined,
  defaultSize: undefined,
  varies: () => false,
  argumentsOf: () => ({}),
  inputCost: () => 0,
};

/** The schema alone is told, from memory: by and large as much work as this many records. */
const introspection = new Map([
  ['__schema', 500],
  ['__type', 10],
]);

/**
 * Prices the fields of a schema: an object and an input object cost 1 where nothing weighs them, anything else 0. A field's own
 * weight counts each time it is resolved, that of its type for each value, as in IBM's specification; field cost and type cost are added.
 */
export function createPrices(schema: GraphQLSchema, { weights, lists }: CostWeights): Prices {
  const known = new Map<string, Price>();
  const weightOf = (coordinates: readonly string[], otherwise: number) => {
    const given = coordinates.flatMap((coordinate) => weights.get(coordinate) ?? []);
    return given.length > 0 ? Math.max(...given) : otherwise;
  };
  // What is asked of an interface or a union is answered by any of its types: the dearest counts.
  const namesOf = (type: GraphQLNamedType) =>
    isAbstractType(type) ? [type.name, ...schema.getPossibleTypes(type).map(({ name }) => name)] : [type.name];
  const values = new Map<string, number>();
  const eachOf = (type: GraphQLNamedType) => {
    const found =
      values.get(type.name) ?? weightOf(namesOf(type), isCompositeType(type) || isInputObjectType(type) ? 1 : 0);
    values.set(type.name, found);
    return found;
  };
  const inputCost = (value: unknown, type: GraphQLInputType): number => {
    if (value === null || value === undefined) return 0;
    const asked = getNullableType(type);
    if (isListType(asked)) {
      const items: unknown[] = Array.isArray(value) ? value : [value];
      return items.reduce((sum: number, item) => sum + inputCost(item, asked.ofType), 0);
    }
    const own = eachOf(getNamedType(asked));
    if (!isInputObjectType(asked)) return own;
    return Object.values(asked.getFields()).reduce((sum, field) => {
      const given = (value as Record<string, unknown>)[field.name];
      return given === null || given === undefined
        ? sum
        : sum + weightOf([`${asked.name}.${field.name}`], 0) + inputCost(given, field.type);
    }, own);
  };
  const price = (parent: GraphQLCompositeType | undefined, name: string): Price => {
    const told = introspection.get(name);
    if (told !== undefined) return { ...free, once: told };
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!parent || !field) return free;
    const coordinates = namesOf(parent).map((type) => `${type}.${name}`);
    const type = getNamedType(field.type);
    const listSize = coordinates.map((coordinate) => lists.get(coordinate)).find((size) => size !== undefined);
    const argumentWeight = (argument: GraphQLArgument) =>
      weightOf(
        coordinates.map((coordinate) => `${coordinate}(${argument.name}:)`),
        0,
      );
    const counts = field.args.some(
      (argument) =>
        argumentWeight(argument) !== 0 ||
        eachOf(getNamedType(argument.type)) !== 0 ||
        listSize?.slicingArguments.includes(argument.name) ||
        isListType(getNullableType(argument.type)),
    );
    return {
      once: weightOf(coordinates, 0),
      each: eachOf(type),
      inner: isCompositeType(type) ? type : undefined,
      isList: isListType(getNullableType(field.type)),
      listSize,
      defaultSize: defaultSizeOf(field.args, listSize),
      varies: (node) => counts && usesVariables(node.arguments),
      argumentsOf: (node, variables) => (counts ? getArgumentValues(field, node, variables) : {}),
      inputCost: (given) =>
        field.args.reduce((sum, argument) => {
          const value = given[argument.name];
          return value === null || value === undefined
            ? sum
            : sum + argumentWeight(argument) + inputCost(value, argument.type);
        }, 0),
    };
  };
  return (parent, name) => {
    const key = `${parent?.name}.${name}`;
    const found = known.get(key) ?? price(parent, name);
    known.set(key, found);
    return found;
  };
}

function defaultSizeOf(args: readonly GraphQLArgument[], listSize: ListSize | undefined): number | undefined {
  const sizes = args.flatMap(({ name, defaultValue }) =>
    listSize?.slicingArguments.includes(name) && typeof defaultValue === 'number' ? [defaultValue] : [],
  );
  return sizes.length > 0 ? Math.max(...sizes) : undefined;
}
