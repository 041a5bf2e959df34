import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { Kind, parse } from 'graphql';

type Failed = { errors: { message: string; path: (string | number)[]; extensions: { code: string } }[]; data: null };

/**
 * The answer in place of a subgraph that gave none: an error for each field (or entity) asked of it, so that clients see
 * the paths that are missing, and data null, so that the rest stands.
 */
export function subgraphUnavailable(name: string, { request, ...rest }: GraphQLDataSourceProcessOptions): Failed {
  const representations = request.variables?.representations as unknown[] | undefined;
  const document = ('document' in rest && rest.document) || parse(request.query ?? '');
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const paths: (string | number)[][] = representations
    ? representations.map((_, index) => ['_entities', index])
    : (operation?.selectionSet.selections ?? []).flatMap((node) =>
        node.kind === Kind.FIELD ? [[node.alias?.value ?? node.name.value]] : [],
      );
  const message = `The subgraph "${name}" does not answer.`;
  return { errors: paths.map((path) => ({ message, path, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } })), data: null };
}
