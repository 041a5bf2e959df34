import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';

/** Every name in a schema: of types, fields, arguments, input fields and enum values. */
function namesOf(schema: GraphQLSchema): Set<string> {
  const names = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    names.add(type.name);
    if (isEnumType(type)) for (const { name } of type.getValues()) names.add(name);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      names.add(field.name);
      if ('args' in field) for (const { name } of field.args) names.add(name);
    }
  }
  return names;
}

/** Finds in texts the names of an API that a contract does not hold. */
export type HiddenNames = (text: string) => string[];

/**
 * A name that is a plain word too (`officials`, `Agency`) counts only as a name: within backticks or quotes, or with a dot. One that no prose
 * has (`personByNumber`, `QualityRule`, `INSURED_PERSON`) counts anywhere.
 */
export function findHiddenNames(api: GraphQLSchema, contract: GraphQLSchema): HiddenNames {
  const known = namesOf(contract);
  const hidden = new Set([...namesOf(api)].filter((name) => !known.has(name)));
  return (text) => {
    const found = new Set<string>();
    for (const [quoted] of text.matchAll(/`[^`]*`|"[^"]*"|'\w+'|\b\w+\.\w+\b/g))
      for (const [name] of quoted.matchAll(/(?<![\w-])\w+(?![\w-])/g)) if (hidden.has(name)) found.add(name);
    for (const [name] of text.matchAll(/\b[A-Za-z_]\w*\b/g)) if (hidden.has(name) && isNoWord(name)) found.add(name);
    return [...found];
  };
}

/** `fullName`, `FullName`, `FULL_NAME`, `FULL`. */
const isNoWord = (name: string) => /[a-z\d][A-Z]|_|^[A-Z]{3,}$/.test(name);
