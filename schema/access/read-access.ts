import { type DocumentNode, isTypeDefinitionNode, isTypeExtensionNode, Kind, parse, print, visit } from 'graphql';
import { createRuleReader, type RuleReader } from './directives.ts';
import { readLinks } from './links.ts';
import { readModel } from './model.ts';
import { type AccessRules, createRules } from './rules.ts';

/**
 * Splits the access rules off a supergraph: Federation's `@authenticated`, `@requiresScopes` and `@policy` and our
 * `@public`, `@personalData`, `@masked` and `@reveals`, whatever they are called there.
 *
 * @returns the rules, and the same supergraph without a trace of them, because @apollo/gateway refuses one that has them.
 *   A link `for: SECURITY` that is none of these stays, for @apollo/gateway to refuse.
 * @throws AccessRuleError where the rules cannot be read; GraphQL's own error where it is not GraphQL
 */
export function readAccess(supergraphSdl: string): { sdl: string; rules: AccessRules } {
  const document = parse(supergraphSdl, { noLocation: true });
  const links = readLinks(document);
  const reader = createRuleReader(links);
  const types = readModel(document, links, reader);
  const rules = createRules(types, reader.declares);
  // What one field is computed from is read now: a fault is told at the start, not to the first who asks.
  for (const [name, { fields }] of types) for (const field of fields.keys()) rules.requirementOf(name, field);
  return { sdl: hasRules(document, reader) ? print(withoutRules(document, reader)) : supergraphSdl, rules };
}

function hasRules(document: DocumentNode, { links, isRule }: RuleReader): boolean {
  let found = links.length > 0;
  visit(document, {
    Directive: ({ name }) => {
      found ||= isRule(name.value);
    },
  });
  return found;
}

function withoutRules(document: DocumentNode, { links, isRule }: RuleReader): DocumentNode {
  const linking = new Set(links.map(({ node }) => node));
  const definitions = document.definitions.filter((node) => {
    if (node.kind === Kind.DIRECTIVE_DEFINITION) return !isRule(node.name.value);
    const isType = isTypeDefinitionNode(node) || isTypeExtensionNode(node);
    return !(isType && links.some(({ ownsType }) => ownsType(node.name.value)));
  });
  return visit(
    { ...document, definitions },
    { Directive: (node) => (linking.has(node) || isRule(node.name.value) ? null : undefined) },
  );
}
