import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
} from 'graphql';
import { allOf, closed, isOpen, type Requirement } from '../../schema/access/requirement.ts';
import type { AccessRules } from '../../schema/access/rules.ts';

/** Something used in a field's arguments that has a rule: where it stands, as `filter.bornFrom`. */
export type UsedInput = { where: string; requirement: Requirement };

type Parent = GraphQLObjectType | GraphQLInterfaceType;

/** Rules of arguments, input fields and enum values, for the values that an operation gives. */
export function createInputRules(schema: GraphQLSchema, rules: AccessRules) {
  const known = new Map<string, boolean>();

  /** Whether any value of an input type may meet a rule. */
  const hasRules = (type: GraphQLInputType, seen = new Set<string>()): boolean => {
    const named = getNamedType(type);
    const remembered = known.get(named.name);
    if (remembered !== undefined) return remembered;
    if (seen.has(named.name)) return false;
    seen.add(named.name);
    if (!isOpen(typeRule(named.name))) return true;
    if (isEnumType(named))
      return named.getValues().some(({ name }) => !isOpen(rules.requirementOfEnumValue(named.name, name)));
    if (!isInputObjectType(named)) return false;
    return Object.values(named.getFields()).some(
      (field) => !isOpen(rules.requirementOfInputField(named.name, field.name)) || hasRules(field.type, seen),
    );
  };
  const remember = (type: GraphQLInputType) => {
    const has = hasRules(type);
    known.set(getNamedType(type).name, has);
    return has;
  };
  const builtIn = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);
  const typeRule = (name: string) => (builtIn.has(name) ? allOf([]) : rules.requirementOfType(name));

  const walk = (type: GraphQLInputType, value: unknown, where: string): UsedInput[] => {
    if (value === null || value === undefined) return [];
    if (isNonNullType(type)) return walk(type.ofType, value, where);
    if (isListType(type))
      return (Array.isArray(value) ? value : [value]).flatMap((item) => walk(type.ofType, item, where));
    const used = [{ where, requirement: typeRule(type.name) }];
    if (isEnumType(type)) {
      const name = type.getValues().find((known) => known.value === value)?.name;
      const requirement = name === undefined ? closed : rules.requirementOfEnumValue(type.name, name);
      return [...used, { where: name === undefined ? where : `${where}: ${name}`, requirement }];
    }
    if (!isInputObjectType(type)) return used;
    const fields = type.getFields();
    return [
      ...used,
      ...Object.entries(value as object).flatMap(([name, inner]): UsedInput[] => {
        const at = `${where}.${name}`;
        const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (!field) return [{ where, requirement: closed }];
        return [
          { where: at, requirement: rules.requirementOfInputField(type.name, name) },
          ...walk(field.type, inner, at),
        ];
      }),
    ];
  };

  /** An interface's field is answered by its implementations, with their own arguments and defaults. */
  const definitionsOf = (parent: Parent, name: string) =>
    [parent, ...(isInterfaceType(parent) ? schema.getPossibleTypes(parent) : [])].flatMap((type) => {
      const field = type.getFields()[name];
      return field ? [{ type: type.name, field: field as GraphQLField<unknown, unknown> }] : [];
    });

  return {
    /** Whether the arguments of a field can meet a rule at all. */
    apply: (parent: Parent, name: string): boolean =>
      definitionsOf(parent, name).some(({ type, field }) =>
        field.args.some(
          (argument) => !isOpen(rules.requirementOfArgument(type, name, argument.name)) || remember(argument.type),
        ),
      ),
    /**
     * What the arguments of a field use that has a rule, defaults included. What is given counts also where it is null.
     *
     * @param variables coerced
     */
    used: (parent: Parent, node: FieldNode, variables: Record<string, unknown>): UsedInput[] =>
      definitionsOf(parent, node.name.value).flatMap(({ type, field }): UsedInput[] => {
        let values: Record<string, unknown>;
        try {
          values = getArgumentValues(field, node, variables);
        } catch {
          return [{ where: 'arguments that cannot be read', requirement: closed }];
        }
        return field.args
          .filter(({ name }) => Object.hasOwn(values, name))
          .flatMap((argument) => [
            { where: argument.name, requirement: rules.requirementOfArgument(type, field.name, argument.name) },
            ...walk(argument.type, values[argument.name], argument.name),
          ])
          .filter(({ requirement }) => !isOpen(requirement));
      }),
  };
}

export type InputRules = ReturnType<typeof createInputRules>;
