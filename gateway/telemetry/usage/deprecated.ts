import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';

type Deprecable = { name: string; deprecationReason?: string | null | undefined };

/** The reasons of all that a schema deprecates, by schema coordinate. */
export function deprecatedIn(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  const note = (coordinate: string, { deprecationReason }: Deprecable) => {
    if (deprecationReason !== undefined && deprecationReason !== null) reasons.set(coordinate, deprecationReason);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type) || isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        const coordinate = `${type.name}.${field.name}`;
        note(coordinate, field);
        for (const argument of 'args' in field ? field.args : []) note(`${coordinate}(${argument.name}:)`, argument);
      }
  }
  return reasons;
}
