import { isTypeDefinitionNode, isTypeExtensionNode, parse, type TypeNode } from 'graphql';
import { argumentsOf, readLinks } from '../../schema/access/links.ts';
import type { AccessRules } from '../../schema/access/rules.ts';

/** For how many seconds the value of a field may be kept, and the name of its type. */
export type Lifetime = { maxAge: number; type: string };

/** By schema coordinate, `Type.field`; of a field that is not there nothing may be kept. */
export type Lifetimes = ReadonlyMap<string, Lifetime>;

const identity = 'https://lienthong.example/cache';

type Node = {
  name: { value: string };
  type?: TypeNode;
  directives?: readonly Parameters<typeof argumentsOf>[0][] | undefined;
  fields?: readonly Node[] | undefined;
};

/**
 * Reads `@cacheControl` off a supergraph, under the name that its link gives it. Whatever the SDL says, a field counts only where
 * everyone is told its whole value: one with a rule, about people, or masked is never kept.
 *
 * @param sdl without the access rules, which are in `rules`
 */
export function readLifetimes(sdl: string, rules: AccessRules): Lifetimes {
  const document = parse(sdl, { noLocation: true });
  const name = readLinks(document)
    .find((link) => link.identity === identity)
    ?.directiveName('cacheControl');
  const lifetimes = new Map<string, Lifetime>();
  for (const definition of name === undefined ? [] : document.definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    for (const field of (definition as Node).fields ?? []) {
      const applied = field.directives?.find((directive) => directive.name.value === name);
      const maxAge = applied && argumentsOf(applied).get('maxAge');
      if (typeof maxAge !== 'number' || maxAge <= 0 || !field.type) continue;
      if (!isToldToAll(rules, definition.name.value, field.name.value)) continue;
      lifetimes.set(`${definition.name.value}.${field.name.value}`, { maxAge, type: namedType(field.type) });
    }
  }
  return lifetimes;
}

function isToldToAll(rules: AccessRules, type: string, field: string): boolean {
  const { public: isPublic, category, masked } = rules.requirementOf(type, field);
  return isPublic && category === null && !masked;
}

const namedType = (type: TypeNode): string => (type.kind === 'NamedType' ? type.name.value : namedType(type.type));
