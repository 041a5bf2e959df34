import { Kind } from 'graphql';
import type { Rule } from './directives.ts';
import { inputsUnder, type Source, sourcesOf } from './field-sets.ts';
import type { Type } from './model.ts';
import { allOf, closed, implies, open, type Requirement } from './requirement.ts';

/** Who may see what, asked by the names of the schema. What it does not know, nobody may see. */
export type AccessRules = {
  /** Whether the schema declares a rule for each field; a field without one is then refused to everyone. */
  declares: boolean;
  /**
   * To be told a field: its own rule and those of its type, of the type it returns, and of what it is computed from. Of an
   * interface's field also those of the same field of every implementation. `__typename` asks for the type's own rule alone: of
   * which type an object of an interface or union is, whoever may see the object is told, and its own type's rule holds for its fields.
   */
  requirementOf: (type: string, field: string) => Requirement;
  /** To be told a value of a type, whichever of an interface's or union's types it is. */
  requirementOfType: (type: string) => Requirement;
  /** To use an argument, whatever its value. */
  requirementOfArgument: (type: string, field: string, argument: string) => Requirement;
  requirementOfInputField: (input: string, field: string) => Requirement;
  requirementOfEnumValue: (type: string, value: string) => Requirement;
};

/** Puts the rules declared in a supergraph together, and remembers them: each is worked out once. */
export function createRules(types: ReadonlyMap<string, Type>, declares: boolean): AccessRules {
  const implementations = implementationsOf(types);

  /** What an interface asks beyond its implementations: composition copies theirs to it, and that is not for the others. */
  const inherited = (own: Requirement, implementing: Requirement[]): Requirement => ({
    ...open,
    authenticated: own.authenticated && !implementing.some(({ authenticated }) => authenticated),
    scopes: own.scopes.filter(
      (wanted) =>
        !implies(
          implementing.flatMap(({ scopes }) => scopes),
          wanted,
        ),
    ),
    policies: own.policies.filter(
      (wanted) =>
        !implies(
          implementing.flatMap(({ policies }) => policies),
          wanted,
        ),
    ),
  });
  const ownOfType = (name: string): Requirement => {
    const type = types.get(name);
    if (!type) return open; // a built-in scalar
    const above = type.interfaces.map((of) =>
      inherited(
        types.get(of)?.rule ?? open,
        (implementations.get(of) ?? []).map((other) => ruleOf(types, other)),
      ),
    );
    return { ...allOf([type.rule, ...above]), declared: true };
  };
  const inheritedOf = (type: Type, field: string): Requirement[] =>
    type.interfaces.flatMap((name) => {
      const own = types.get(name)?.fields.get(field)?.rule;
      const implementing = (implementations.get(name) ?? []).flatMap((other) => [
        ruleOf(types, other),
        types.get(other)?.fields.get(field)?.rule ?? open,
      ]);
      return own ? [inherited(own, implementing)] : [];
    });

  /** `seen` ends cycles of fields that are computed from each other. */
  const requirementOf = (typeName: string, fieldName: string, seen: ReadonlySet<string>): Requirement => {
    if (fieldName === '__typename') return types.has(typeName) ? ownOfType(typeName) : closed;
    const type = types.get(typeName);
    const field = type?.fields.get(fieldName);
    if (!type || !field) return closed;
    const coordinate = `${typeName}.${fieldName}`;
    if (seen.has(coordinate)) return open;
    const within = new Set([...seen, coordinate]);
    const around = [ownOfType(typeName), ownOfType(field.type), ...inheritedOf(type, fieldName)];
    const implementing = (implementations.get(typeName) ?? []).map((name) => requirementOf(name, fieldName, within));
    const from = sourcesOf(types, typeName, field).flatMap((source) => requirementsOfSet(source, within));
    const all = allOf([{ ...field.rule, declared: true }, ...around, ...implementing, ...from]);
    const declared =
      all.declared &&
      (!declares || implementations.has(typeName) || field.rule.declared || coversFields(type, ownOfType(typeName)));
    return {
      ...all,
      declared,
      public: all.public && declared && declares,
      category: field.rule.category ?? all.category,
      masked: field.rule.masked || implementing.some(({ masked }) => masked),
    };
  };
  const requirementsOfSet = ({ type, selection }: Source, seen: ReadonlySet<string>): Requirement[] =>
    selection.selections.flatMap((node): Requirement[] => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return [closed];
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const of = node.typeCondition?.name.value ?? type;
        return [ownOfType(of), ...requirementsOfSet({ type: of, selection: node.selectionSet }, seen)];
      }
      const field = types.get(type)?.fields.get(node.name.value);
      const inputs = (node.arguments ?? []).map(({ name }) => inputsUnder(types, field?.arguments.get(name.value)));
      return [
        requirementOf(type, node.name.value, seen),
        ...inputs.flat(),
        ...(field && node.selectionSet
          ? requirementsOfSet({ type: field.type, selection: node.selectionSet }, seen)
          : []),
      ];
    });
  const requirementOfType = (name: string): Requirement => {
    const possible = types.get(name)?.members.concat(implementations.get(name) ?? []) ?? [];
    return allOf([name, ...possible].map(ownOfType));
  };
  const inputRequirement = (rule: Rule | undefined): Requirement => (rule ? { ...rule, declared: true } : closed);

  return {
    declares,
    requirementOf: remembering((type, field) => requirementOf(type, field ?? '', new Set())),
    requirementOfType: remembering((type) => (types.has(type) ? requirementOfType(type) : closed)),
    requirementOfArgument: (type, field, argument) =>
      inputRequirement(types.get(type)?.fields.get(field)?.arguments.get(argument)?.rule),
    requirementOfInputField: (input, field) => inputRequirement(types.get(input)?.inputs.get(field)?.rule),
    requirementOfEnumValue: (type, value) => inputRequirement(types.get(type)?.values.get(value)),
  };
}

/** Whether a type's own rule speaks for its fields; where it only opens, not for those that another database adds. */
function coversFields(type: Type, all: Requirement): boolean {
  const restricts = all.authenticated || all.scopes.length > 0 || all.policies.length > 0;
  return restricts || (type.rule.isPublic && !type.isShared);
}

function implementationsOf(types: ReadonlyMap<string, Type>): Map<string, string[]> {
  const pairs = [...types].flatMap(([name, { interfaces }]) => interfaces.map((of) => ({ of, name })));
  return new Map([...Map.groupBy(pairs, ({ of }) => of)].map(([of, all]) => [of, all.map(({ name }) => name)]));
}

const ruleOf = (types: ReadonlyMap<string, Type>, name: string) => types.get(name)?.rule ?? open;

function remembering(work: (type: string, field?: string) => Requirement) {
  const known = new Map<string, Requirement>();
  return (type: string, field?: string): Requirement => {
    const key = `${type}.${field ?? ''}`;
    const requirement = known.get(key) ?? work(type, field);
    known.set(key, requirement);
    return requirement;
  };
}
