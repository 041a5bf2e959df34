import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { Kind, parse, type SelectionNode } from 'graphql';

/** How long a subgraph is waited for, in milliseconds, however it is reached. */
export const patience = 15_000;

/** Told why a subgraph gave no answer; never holds what was asked or answered. */
export type ReportFailure = (failure: { subgraph: string; requestId: string; message: string }) => void;

type Failed = { errors: { message: string; path: (string | number)[]; extensions: { code: string } }[]; data: null };

/**
 * The answer in place of a subgraph that gave none: an error for each field asked of it, so that clients see the paths
 * that are missing, and data null, so that the rest stands.
 */
export function subgraphUnavailable(name: string, { request, ...rest }: GraphQLDataSourceProcessOptions): Failed {
  const document = ('document' in rest && rest.document) || parse(request.query ?? '');
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const selections = operation?.selectionSet.selections ?? [];
  const representations = request.variables?.representations as Representation[] | undefined;
  const paths = representations
    ? entityPaths(selections, representations)
    : fieldNames(selections).map((field) => [field]);
  const message = `The subgraph "${name}" does not answer.`;
  return { errors: paths.map((path) => ({ message, path, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } })), data: null };
}

type Representation = { __typename: string };
type Path = (string | number)[];

const fieldNames = (selections: readonly SelectionNode[]): string[] =>
  selections
    .flatMap((node) => (node.kind === Kind.FIELD ? [node.alias?.value ?? node.name.value] : []))
    .filter((field) => field !== '__typename');

/** For `_entities(...) { ... on Type { field } }`: each representation with each field asked of its type. */
function entityPaths(selections: readonly SelectionNode[], representations: Representation[]): Path[] {
  const [entities] = selections;
  const fragments = entities?.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : [];
  const fieldsOf = (typename: string) =>
    fragments.flatMap((node) =>
      node.kind === Kind.INLINE_FRAGMENT && node.typeCondition?.name.value === typename
        ? fieldNames(node.selectionSet.selections)
        : [],
    );
  return representations.flatMap(({ __typename }, index): Path[] => {
    const fields = fieldsOf(__typename);
    // A fragment on an interface or another fragment: the entity's own path says enough.
    return fields.length > 0 ? fields.map((field) => ['_entities', index, field]) : [['_entities', index]];
  });
}
