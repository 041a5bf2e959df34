import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { coerceVariables, toldMismatches } from '../operations/coerced-variables.ts';
import { fragmentsOf } from '../operations/fragments.ts';
import { onceAnOperation } from '../operations/once-an-operation.ts';
import { measureAnswer } from './answer-size.ts';
import { solve } from './formula.ts';
import type { OperationLimits } from './operation-limits.ts';
import { operationTooLarge } from './too-large.ts';
import { findOversizeVariables } from './variables-size.ts';

type Asked = {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As they were sent. */
  variables: Record<string, unknown>;
};

const sizeOf = onceAnOperation(({ schema, document, operation }) =>
  measureAnswer({ schema, operation, fragments: fragmentsOf(document) }),
);

/**
 * Refuses a valid operation, before it is planned, whose variables are too large, or whose answer would hold more than one
 * should.
 */
export function refuseOversized({ variables, ...asked }: Asked, limits: OperationLimits): void {
  const oversize = findOversizeVariables(variables, limits);
  if (oversize) throw oversize;
  const { coerced, errors } = coerceVariables(asked.schema, asked.operation, variables);
  // Each costs an error with its place and with names that were perhaps meant; those after this would list them all.
  if (errors && errors.length > toldMismatches) throw tooManyMismatches();
  // The executor refuses such variables before it asks anyone, in GraphQL's own words.
  if (!coerced) return;
  const { records, introspected } = solve(sizeOf(asked), coerced);
  if (records > limits.records)
    throw operationTooLarge(
      `expected pages that multiply to at most ${limits.records} records and objects in them, found ${records}: ask for smaller pages`,
    );
  if (introspected > limits.introspected)
    throw operationTooLarge(
      `expected an answer about the schema of at most ${limits.introspected} fields, found ${Math.round(introspected)}`,
    );
}

const tooManyMismatches = () =>
  new GraphQLError(
    `The variables do not fit their types in more than ${toldMismatches} places: expected what their types say.`,
    {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    },
  );
