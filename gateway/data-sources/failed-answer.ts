import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import type { SubgraphFailure } from './failure.ts';

/** An error as a subgraph would answer it. */
export type AnswerError = { message: string; path?: (string | number)[]; extensions: { code: string } };
export type Failed = { errors: AnswerError[]; data: null };

/** What was asked of a subgraph. */
export type Asked = { document: DocumentNode; variables?: Record<string, unknown> | null | undefined };

type Path = (string | number)[];
type Representation = { __typename: string };

/** Errors that an answer lists; the rest are counted. */
const listed = 1_000;

/** The answer in place of one that failed, in our words. */
export function failedAnswer(name: string, asked: Asked, failure: SubgraphFailure): Failed {
  const { code, message } = told[failure.outcome];
  // Only what was never sent has certainly not been done.
  const isOpen = failure.outcome !== 'rejected' && operationOf(asked.document)?.operation === 'mutation';
  const doubt = isOpen ? ' Whether the change was made is not known.' : '';
  return errorsAtAll(asked, code, message(name, failure) + doubt);
}

type Told = { code: string; message: (name: string, failure: SubgraphFailure) => string };

const told: Record<SubgraphFailure['outcome'], Told> = {
  unavailable: { code: 'SUBGRAPH_UNAVAILABLE', message: (name) => `The subgraph "${name}" does not answer.` },
  rejected: { code: 'SUBGRAPH_UNAVAILABLE', message: (name) => `The subgraph "${name}" does not answer.` },
  timeout: { code: 'SUBGRAPH_TIMEOUT', message: (name) => `The subgraph "${name}" did not answer in time.` },
  invalid: {
    code: 'SUBGRAPH_INVALID_RESPONSE',
    message: (name) => `The subgraph "${name}" gave an answer that cannot be used.`,
  },
  cancelled: { code: 'REQUEST_CANCELLED', message: () => 'The client has gone away before this was answered.' },
};

/** An error for each field asked, so that clients see the paths that are missing; and data null, so that the rest stands. */
export function errorsAtAll({ document, variables }: Asked, code: string, message: string): Failed {
  const selections = operationOf(document)?.selectionSet.selections ?? [];
  const representations = variables?.representations as Representation[] | undefined;
  const paths: Path[] = representations
    ? entityPaths(selections, representations)
    : fieldNames(selections).map((field) => [field]);
  const errors: AnswerError[] = paths.slice(0, listed).map((path) => ({ message, path, extensions: { code } }));
  const rest = paths.length - listed;
  if (rest > 0) errors.push({ message: `${message} So in ${rest} more places.`, extensions: { code } });
  return { errors, data: null };
}

/** The one operation that a plan sends. */
export function operationOf(document: DocumentNode): OperationDefinitionNode | undefined {
  return document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
}

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
