import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type Coerce, createCoercion } from './coerce.ts';
import { compileQuery } from './compile.ts';
import type { Selection } from './shape.ts';

/** Sets of values for the variables of @skip and @include that a document is compiled under. */
const maxVariants = 16;

/** An operation of a document, and its compiled forms. */
export type Plan = {
  operation: OperationDefinitionNode;
  coerce: Coerce;
  /** The compiled form for variables (coerced); undefined where graphql-js has to execute it. */
  selectionFor: (variables: Record<string, unknown>) => Selection | undefined;
};

/** Reads an operation of a valid document; undefined where it has none of the name, or more than one and no name is given. */
export function planOf(schema: GraphQLSchema, document: DocumentNode, name: string | undefined): Plan | undefined {
  const operation = getOperationAST(document, name);
  if (!operation) return undefined;
  const asked = conditionsOf(document);
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  const compile = (conditions: Record<string, unknown>) => {
    try {
      return compileQuery({ schema, fragments, conditions }, operation);
    } catch {
      // Its own words for it are graphql-js's.
      return undefined;
    }
  };
  const variants = new Map<string, Selection | undefined>();
  return {
    operation,
    coerce: createCoercion(schema, operation.variableDefinitions ?? []),
    selectionFor: (variables) => {
      if (operation.operation !== 'query') return undefined;
      const key = asked.map((variable) => String(variables[variable])).join();
      if (!variants.has(key)) {
        if (variants.size === maxVariants) return undefined;
        const conditions = Object.fromEntries(
          asked.flatMap((variable) => (variable in variables ? [[variable, variables[variable]]] : [])),
        );
        variants.set(key, compile(conditions));
      }
      return variants.get(key);
    },
  };
}

/** The variables that @skip and @include ask. */
function conditionsOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
