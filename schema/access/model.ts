import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type TypeNode,
} from 'graphql';
import type { Rule, RuleReader } from './directives.ts';
import { argumentsOf, type Link } from './links.ts';

type Input = { rule: Rule; type: string };

/** A field of the supergraph with what composition says it is computed from. */
export type Field = {
  rule: Rule;
  type: string;
  arguments: Map<string, Input>;
  /** Field sets of its own type (`@requires`). */
  requires: string[];
  /** Field sets of the types that set a context (`@fromContext`). */
  contexts: { context: string; selection: string }[];
};

/** A type of the supergraph with the rules declared in it; names are keys of maps, so that none is special. */
export type Type = {
  rule: Rule;
  /** Other databases may add fields to it. */
  isShared: boolean;
  /** Contexts that it sets. */
  sets: string[];
  interfaces: string[];
  /** Of a union. */
  members: string[];
  fields: Map<string, Field>;
  inputs: Map<string, Input>;
  values: Map<string, Rule>;
};

/** Reads all types of a supergraph, extensions with their definitions. */
export function readModel(document: DocumentNode, all: Link[], rules: RuleReader): Map<string, Type> {
  const nameOf = (identity: string, directive: string) =>
    all.find((link) => link.identity === identity)?.directiveName(directive);
  const joinType = nameOf('https://specs.apollo.dev/join', 'type');
  const joinField = nameOf('https://specs.apollo.dev/join', 'field');
  const contextName = nameOf('https://specs.apollo.dev/context', 'context');
  const roots = readRoots(document);
  const applied = (directives: readonly ConstDirectiveNode[] | undefined, name: string | undefined) =>
    (directives ?? []).filter((node) => node.name.value === name).map(argumentsOf);
  const readInput = ({ directives = [], type }: InputValueDefinitionNode): Input => ({
    rule: rules.read(directives),
    type: namedType(type),
  });
  const readField = (node: FieldDefinitionNode): Field => {
    const joins = applied(node.directives, joinField);
    return {
      rule: rules.read(node.directives ?? []),
      type: namedType(node.type),
      arguments: new Map((node.arguments ?? []).map((argument) => [argument.name.value, readInput(argument)])),
      requires: joins.flatMap((join) => join.get('requires') ?? []) as string[],
      contexts: joins.flatMap((join) => join.get('contextArguments') ?? []) as Field['contexts'],
    };
  };
  const types = new Map<string, Type>();
  const nodes = document.definitions.filter((node) => isTypeDefinitionNode(node) || isTypeExtensionNode(node));
  for (const [name, parts] of Map.groupBy(nodes, (node) => node.name.value)) {
    const directives = parts.flatMap((node) => node.directives ?? []);
    const members = parts.flatMap((node): readonly (FieldDefinitionNode | InputValueDefinitionNode)[] =>
      'fields' in node ? (node.fields ?? []) : [],
    );
    types.set(name, {
      rule: rules.read(directives),
      isShared: roots.has(name) || applied(directives, joinType).some((join) => join.has('key')),
      sets: applied(directives, contextName).map((context) => String(context.get('name'))),
      interfaces: parts.flatMap((node) => ('interfaces' in node ? (node.interfaces ?? []) : [])).map(nameOfNode),
      members: parts.flatMap((node) => ('types' in node ? (node.types ?? []) : [])).map(nameOfNode),
      fields: new Map(
        members.flatMap((node) =>
          node.kind === Kind.FIELD_DEFINITION ? [[node.name.value, readField(node)] as const] : [],
        ),
      ),
      inputs: new Map(
        members.flatMap((node) =>
          node.kind === Kind.INPUT_VALUE_DEFINITION ? [[node.name.value, readInput(node)] as const] : [],
        ),
      ),
      values: new Map(
        parts
          .flatMap((node) => ('values' in node ? (node.values ?? []) : []))
          .map(({ name, directives = [] }) => [name.value, rules.read(directives)]),
      ),
    });
  }
  return types;
}

/** The root types: every database adds its own fields to them. */
function readRoots(document: DocumentNode): Set<string> {
  const named = document.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION
      ? (node.operationTypes ?? []).map(({ type }) => type.name.value)
      : [],
  );
  return new Set([...named, 'Query', 'Mutation', 'Subscription']);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

const nameOfNode = ({ name }: { name: { value: string } }) => name.value;
