import {
  GraphQLBoolean,
  type GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';
import { asItIs } from '../scalar.ts';
import { type LeafShape, type Quick, Unusual } from './shape.ts';

const quickScalars = new Map<string, Quick>([
  [GraphQLID.name, 'string'],
  [GraphQLString.name, 'string'],
  [GraphQLInt.name, 'int'],
  [GraphQLFloat.name, 'float'],
  [GraphQLBoolean.name, 'boolean'],
]);

/** How values of a scalar or an enum are answered. */
export function leafShape(type: GraphQLLeafType, nullable: boolean): LeafShape {
  return {
    kind: 'leaf',
    nullable,
    quick: isEnumType(type) ? namesThatAreValues(type) : quickOf(type),
    read: (value) => {
      if (value instanceof Error) throw new Unusual();
      const answered: unknown = type.serialize(value);
      if (answered === null || answered === undefined) throw new Unusual();
      return answered;
    },
  };
}

function quickOf(type: Exclude<GraphQLLeafType, GraphQLEnumType>): Quick {
  return type.serialize === asItIs ? 'string' : (quickScalars.get(type.name) ?? 'never');
}

const namesThatAreValues = (type: GraphQLEnumType) =>
  new Set(type.getValues().flatMap(({ name, value }) => (name === value ? [name] : [])));
