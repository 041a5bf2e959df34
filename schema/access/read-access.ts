import {
  type ASTNode,
  type DefinitionNode,
  type DocumentNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type Location,
  parse,
  visit,
} from 'graphql';
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
  const document = parse(supergraphSdl);
  const links = readLinks(document);
  const reader = createRuleReader(links);
  const types = readModel(document, links, reader);
  const rules = createRules(types, reader.declares);
  // What one field is computed from is read now: a fault is told at the start, not to the first who asks.
  for (const [name, { fields }] of types) for (const field of fields.keys()) rules.requirementOf(name, field);
  return { sdl: withoutPlaces(supergraphSdl, placesOfRules(document, reader)), rules };
}

/** Where rules stand in the text, one after another: what declares them, and what says them. */
function placesOfRules(document: DocumentNode, { links, isRule }: RuleReader): Location[] {
  const linking = new Set(links.map(({ node }) => node));
  const places: Location[] = [];
  const add = ({ loc }: ASTNode) => {
    if (loc) places.push(loc);
  };
  const isOwn = (node: DefinitionNode) =>
    node.kind === Kind.DIRECTIVE_DEFINITION
      ? isRule(node.name.value)
      : (isTypeDefinitionNode(node) || isTypeExtensionNode(node)) &&
        links.some(({ ownsType }) => ownsType(node.name.value));
  for (const definition of document.definitions) {
    if (isOwn(definition)) add(definition);
    else
      visit(definition, {
        Directive: (node) => {
          if (linking.has(node) || isRule(node.name.value)) add(node);
        },
      });
  }
  return places;
}

/** Printing what is left takes as long as all else of reading, and a gateway that takes over a supergraph answers nobody meanwhile. */
function withoutPlaces(text: string, places: readonly Location[]): string {
  const ends = [0, ...places.map(({ end }) => end)];
  // What stood on both sides of one must not become one word.
  return ends.map((end, at) => text.slice(end, places[at]?.start)).join(' ');
}
