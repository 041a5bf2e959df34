import { type DocumentNode, Kind, type TypeNode } from 'graphql';

type Worded = { vi: string; en: string };

/** A committed operation as the page offers it (schema/operations/examples.json). */
export type Example = {
  /** Its file in schema/operations, without the ending. */
  operation: string;
  title: Worded;
  description: Worded;
  /** The role of development that is told all of it; null where anybody is. */
  role: string | null;
  purpose: string | null;
  /** In place of the operation's own defaults. */
  variables?: Record<string, unknown>;
  /**
   * Where values depend on the records there are: a query that finds some, and of its answer the path to each variable; `*` is each
   * item of a list.
   */
  lookUp?: { query: string; variables: Record<string, string> };
};

export type ExampleGroup = { id: string; title: Worded; examples: Example[] };

/** The values that an example begins with: its own, and texts in the language that is read (`$language` of data quality). */
export function startVariables(
  { variables = {} }: Example,
  document: DocumentNode,
  language: string,
): Record<string, unknown> {
  const hasLanguage = variablesOf(document).some(({ variable }) => variable.name.value === 'language');
  return { ...(hasLanguage && { language: language.toUpperCase() }), ...variables };
}

/** The values that a look-up found for an operation's variables; a variable that is no list takes the first. */
export function foundVariables(
  { variables }: NonNullable<Example['lookUp']>,
  document: DocumentNode,
  data: unknown,
): Record<string, unknown> {
  const lists = listVariables(document);
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, path]) => {
      const values = valuesAt(data, path.split('.'));
      if (values.length === 0) return [];
      return [[name, lists.has(name) ? values : values[0]]];
    }),
  );
}

function valuesAt(value: unknown, [step, ...rest]: string[]): unknown[] {
  if (value === null || value === undefined) return [];
  if (step === undefined) return [value];
  if (step === '*') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return valuesAt((value as Record<string, unknown>)[step], rest);
}

function listVariables(document: DocumentNode): Set<string> {
  const isList = (type: TypeNode): boolean =>
    type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
  const lists = variablesOf(document).filter(({ type }) => isList(type));
  return new Set(lists.map(({ variable }) => variable.name.value));
}

const variablesOf = ({ definitions }: DocumentNode) =>
  definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? (node.variableDefinitions ?? []) : []));
