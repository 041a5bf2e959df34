import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** How many items a field of an introspection type answers on average, by `Type.field`; 1 where it is not here. */
export type IntrospectionWeights = Readonly<Record<string, number>>;

const known = new WeakMap<GraphQLSchema, IntrospectionWeights>();

/** What the lists of an answer about this schema hold on average. */
export function introspectionWeights(schema: GraphQLSchema): IntrospectionWeights {
  const weights = known.get(schema) ?? weigh(schema);
  known.set(schema, weights);
  return weights;
}

function weigh(schema: GraphQLSchema): IntrospectionWeights {
  const types = Object.values(schema.getTypeMap());
  const fields = types.flatMap(fieldsOf);
  const perType = (count: (type: GraphQLNamedType) => number) => mean(types.map(count));
  return {
    '__Schema.types': types.length,
    '__Schema.directives': schema.getDirectives().length,
    '__Type.fields': perType((type) => fieldsOf(type).length),
    '__Type.inputFields': perType((type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0)),
    '__Type.enumValues': perType((type) => (isEnumType(type) ? type.getValues().length : 0)),
    '__Field.args': mean(fields.map(({ args }) => args.length)),
    // About as many are wrapped, in a list or as not null, as are not.
    '__Type.ofType': 0.5,
  };
}

const fieldsOf = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];

const mean = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
