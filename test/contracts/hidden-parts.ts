import {
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** What one schema holds and a part of it does not, by where it is asked. */
export type HiddenParts = {
  /** Of outputs and of inputs. */
  types: string[];
  inputTypes: string[];
  fields: { type: string; field: string; isComposite: boolean }[];
  arguments: { type: string; field: string; argument: string }[];
  values: { type: string; value: string }[];
  inputFields: { type: string; field: string }[];
};

export function hiddenParts(whole: GraphQLSchema, part: GraphQLSchema): HiddenParts {
  const found: HiddenParts = { types: [], inputTypes: [], fields: [], arguments: [], values: [], inputFields: [] };
  for (const type of Object.values(whole.getTypeMap())) {
    const kept = part.getType(type.name);
    if (!kept) {
      (isCompositeType(type) ? found.types : found.inputTypes).push(type.name);
      continue;
    }
    if (isEnumType(type) && isEnumType(kept))
      for (const { name } of type.getValues())
        if (!kept.getValue(name)) found.values.push({ type: type.name, value: name });
    if (isInputObjectType(type) && isInputObjectType(kept))
      for (const field of Object.keys(type.getFields()))
        if (!kept.getFields()[field]) found.inputFields.push({ type: type.name, field });
    if (!(isObjectType(type) || isInterfaceType(type)) || !(isObjectType(kept) || isInterfaceType(kept))) continue;
    for (const field of Object.values(type.getFields())) {
      const own = kept.getFields()[field.name];
      const isComposite = String(field.type).match(/\w+/)?.[0];
      if (!own)
        found.fields.push({
          type: type.name,
          field: field.name,
          isComposite: isCompositeType(whole.getType(isComposite ?? '')),
        });
      else
        for (const { name } of field.args)
          if (!own.args.some((argument) => argument.name === name))
            found.arguments.push({ type: type.name, field: field.name, argument: name });
    }
  }
  return found;
}

/** Documents that ask for what is hidden; `spell` changes each name, so that suggestions are asked for too. */
export function attacks(hidden: HiddenParts, spell: (name: string) => string): string[] {
  const fragments = [
    ...hidden.types.map((type) => `on ${spell(type)} { __typename }`),
    ...hidden.fields.map(
      ({ type, field, isComposite }) => `on ${type} { ${spell(field)} ${isComposite ? '{ __typename }' : ''} }`,
    ),
    ...hidden.arguments.map(
      ({ type, field, argument }) => `on ${type} { ${field}(${spell(argument)}: 1) { __typename } }`,
    ),
  ].map((fragment, at) => `fragment F${at} ${fragment}`);
  const variables = [
    ...hidden.inputTypes.map((type) => spell(type)),
    ...hidden.values.map(({ type, value }) => `${type} = ${spell(value)}`),
    ...hidden.inputFields.map(({ type, field }) => `${type} = { ${spell(field)}: 1 }`),
  ].map((variable, at) => `$v${at}: ${variable}`);
  const size = 40;
  const chunks = (all: string[]) =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
  return [
    ...chunks(fragments).map((some) => `{ __typename } ${some.join(' ')}`),
    ...chunks(variables).map((some) => `query (${some.join(', ')}) { __typename }`),
  ];
}

/** Every name in the hidden parts that the part has nowhere. */
export function hiddenNames(whole: GraphQLSchema, part: GraphQLSchema): string[] {
  const { types, inputTypes, fields, arguments: args, values, inputFields } = hiddenParts(whole, part);
  const known = new Set<string>();
  for (const type of Object.values(part.getTypeMap())) {
    known.add(type.name);
    if (isEnumType(type)) for (const { name } of type.getValues()) known.add(name);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      known.add(field.name);
      for (const { name } of 'args' in field ? field.args : []) known.add(name);
    }
  }
  const names = [
    ...types,
    ...inputTypes,
    ...[...fields, ...inputFields].map(({ field }) => field),
    ...args.map(({ argument }) => argument),
    ...values.map(({ value }) => value),
  ];
  return [...new Set(names)].filter((name) => !known.has(name));
}
