import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  parseType,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { type Connection, responseNameOf } from './find-connection.ts';
import { countUses, printUsed } from './used-definitions.ts';

/** An operation that asks one page after another of one connection. */
export type PagedOperation = {
  query: string;
  operationName: string | undefined;
  /** Names of the variables that each page sets. */
  first: string;
  after: string;
  /** Where the caller's own operation begins: null for the first page. */
  start: string | null;
  /** Response names that lead to the connection. */
  keys: string[];
  /** Response name of its page info. */
  pageInfo: string;
};

type Asked = {
  text: string;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
};

/**
 * Rewrites an operation so that its pages can be followed, no more than it takes: one that asks a single question, has `first` and
 * `after` as variables and asks for its page info stays as it is, so that a trusted document stays one. Other questions of the
 * operation are left out, or each page would ask them again.
 */
export function pageThroughDocument(asked: Asked, { keys, field }: Connection): PagedOperation {
  const { text, document, operation } = asked;
  const first = variableOf('first', field, document);
  const after = variableOf('after', field, document);
  const pageInfo = pageInfoOf(field);
  const paged = {
    operationName: operation.name?.value,
    first: first ?? 'pageFirst',
    after: after ?? 'pageAfter',
    start: startOf(asked, field),
    keys,
    pageInfo: pageInfo ?? 'followedPage',
  };
  if (first && after && pageInfo && operation.selectionSet.selections.length === 1) return { ...paged, query: text };
  const followed: FieldNode = {
    ...field,
    arguments: [
      ...(field.arguments ?? []).filter((argument) => !['first', 'after'].includes(argument.name.value)),
      argumentOf('first', paged.first),
      argumentOf('after', paged.after),
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...(field.selectionSet?.selections ?? []), ...(pageInfo ? [] : [pageInfoField(paged.pageInfo)])],
    },
  };
  const single = { ...operation, selectionSet: { ...operation.selectionSet, selections: rootOf(operation, keys) } };
  const rewritten = visit(single, { Field: (node) => (node === field ? followed : undefined) });
  const variableDefinitions = [
    ...(operation.variableDefinitions ?? []),
    ...(first ? [] : [definitionOf(paged.first, 'Int')]),
    ...(after ? [] : [definitionOf(paged.after, 'String')]),
  ];
  return { ...paged, query: printUsed(document, { ...rewritten, variableDefinitions }) };
}

/** The variable that an argument is given by, if by nothing else; a variable that is used twice would turn two pages at once. */
function variableOf(argument: string, { arguments: given }: FieldNode, document: DocumentNode): string | undefined {
  const value = given?.find(({ name }) => name.value === argument)?.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  return countUses(document, value.name.value) === 1 ? value.name.value : undefined;
}

function startOf({ operation, variables }: Asked, field: FieldNode): string | null {
  const given = field.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (!given) return null;
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
  );
  const start = valueFromASTUntyped(given, { ...Object.fromEntries(defaults), ...variables });
  return typeof start === 'string' ? start : null;
}

function pageInfoOf({ selectionSet }: FieldNode): string | undefined {
  const found = (selectionSet?.selections ?? [])
    .filter((node) => node.kind === Kind.FIELD)
    .find((node) => node.name.value === 'pageInfo');
  const told = (found?.selectionSet?.selections ?? [])
    .filter((node) => node.kind === Kind.FIELD)
    .map((node) => responseNameOf(node) === node.name.value && node.name.value);
  return found && told.includes('hasNextPage') && told.includes('endCursor') ? responseNameOf(found) : undefined;
}

const rootOf = ({ selectionSet }: OperationDefinitionNode, [root]: string[]) =>
  selectionSet.selections.filter((node) => node.kind === Kind.FIELD && responseNameOf(node) === root);

const nameNode = (value: string): NameNode => ({ kind: Kind.NAME, value });
const variableNode = (value: string) => ({ kind: Kind.VARIABLE, name: nameNode(value) }) as const;

const argumentOf = (name: string, variable: string) =>
  ({ kind: Kind.ARGUMENT, name: nameNode(name), value: variableNode(variable) }) as const;

const definitionOf = (name: string, type: string) =>
  ({ kind: Kind.VARIABLE_DEFINITION, variable: variableNode(name), type: parseType(type) }) as const;

function pageInfoField(alias: string): FieldNode {
  const told = ['hasNextPage', 'endCursor'].map((name) => ({ kind: Kind.FIELD, name: nameNode(name) }) as const);
  return {
    kind: Kind.FIELD,
    alias: nameNode(alias),
    name: nameNode('pageInfo'),
    selectionSet: { kind: Kind.SELECTION_SET, selections: told },
  };
}
