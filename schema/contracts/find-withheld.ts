import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { Requirement } from '../access/requirement.ts';
import type { AccessRules } from '../access/rules.ts';

/** The parts of a contract that nobody could be told by it, because they need a scope that it withholds: one line each, with the place. */
export function findWithheld(schema: GraphQLSchema, withholds: readonly string[], rules: AccessRules): string[] {
  if (withholds.length === 0) return [];
  const needs = ({ scopes }: Requirement) =>
    scopes.some((dnf) => dnf.every((all) => all.some((scope) => withholds.includes(scope))));
  const found: string[] = [];
  const check = (place: string, requirement: Requirement) => {
    if (needs(requirement)) found.push(`${place} needs a scope that it withholds (${withholds.join(', ')})`);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    const { name } = type;
    if (name.startsWith('__')) continue;
    if (isEnumType(type))
      for (const value of type.getValues())
        check(`${name}.${value.name}`, rules.requirementOfEnumValue(name, value.name));
    else if (isInputObjectType(type))
      for (const field of Object.keys(type.getFields()))
        check(`${name}.${field}`, rules.requirementOfInputField(name, field));
    else if (isObjectType(type) || isInterfaceType(type))
      for (const { name: field, args } of Object.values(type.getFields())) {
        check(`${name}.${field}`, rules.requirementOf(name, field));
        for (const argument of args)
          check(`${name}.${field}(${argument.name}:)`, rules.requirementOfArgument(name, field, argument.name));
      }
  }
  return found;
}
