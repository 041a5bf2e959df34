import { setImmediate } from 'node:timers/promises';
import { type GraphQLSchema, validate } from 'graphql';
import type { DocumentStore } from '../documents/caches.ts';
import { isOperation, type KnownOperation, type KnownOperations } from './known-operations.ts';
import { sampleVariables } from './sample-variables.ts';

/** Milliseconds that warming may take; what is not warm by then is planned when it is asked. */
const patience = 5_000;

/** In place of a request's context: nobody asks, only the plan is wanted. */
const warming = Object.freeze({ warming: true });

class Planned extends Error {}

/** For @apollo/gateway's `experimental_didResolveQueryPlan`: an operation that is only warmed ends with its plan, and asks no subgraph. */
export function endWarming({ requestContext }: { requestContext: { context: unknown } }): void {
  if (requestContext.context === warming) throw new Planned();
}

type WarmOptions = {
  /** Plans and executes one operation. */
  execute: (request: never) => Promise<unknown>;
  schema: GraphQLSchema;
  documents: DocumentStore;
  known: KnownOperations;
  /** Milliseconds. */
  within?: number;
};

/**
 * Parses, validates and plans what is known to be asked, so that the first who asks a new supergraph does not wait for it. Others
 * are served between one operation and the next. What this schema does not have is left out.
 *
 * @returns how many operations have their plan
 */
export async function warm({ execute, schema, documents, known, within = patience }: WarmOptions): Promise<number> {
  const until = performance.now() + within;
  const isLate = () => performance.now() > until;
  for (const { document, queryHash } of known.documents()) {
    await setImmediate();
    if (isLate()) return 0;
    if ((await documents.get(queryHash)) || validate(schema, document).length > 0) continue;
    await documents.set(queryHash, document);
  }
  let planned = 0;
  for (const operation of known.plans()) {
    await setImmediate();
    if (isLate()) return planned;
    if (await plan(execute, schema, operation)) planned += 1;
  }
  return planned;
}

async function plan(
  execute: WarmOptions['execute'],
  schema: GraphQLSchema,
  { document, queryHash, operationName }: KnownOperation,
): Promise<boolean> {
  const operation = document.definitions
    .filter(isOperation)
    .find(({ name }) => operationName === undefined || name?.value === operationName);
  if (!operation) return false;
  const request = { operationName, variables: sampleVariables(schema, operation) };
  const asked = { document, operation, operationName, queryHash, request, context: warming };
  try {
    await execute(asked as never);
    return false;
  } catch (error) {
    return error instanceof Planned;
  }
}
