import { createHash } from 'node:crypto';
import type { ApolloServerOptions } from '@apollo/server';
import { type DefinitionNode, type DocumentNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { documentBytes } from '../documents/document-bytes.ts';
import { createMostUsed } from './most-used.ts';

/** An operation as @apollo/gateway remembers its plan: by the hash of a text and the name that a client asked for. */
export type KnownOperation = { document: DocumentNode; queryHash: string; operationName: string | undefined };

/** What is known of the operations that are asked, over all supergraphs since the start. */
export type KnownOperations = {
  /** Told each validated operation as a client has sent it. */
  asked: (operation: KnownOperation) => void;
  /** Told each operation as it is planned, without what its caller may not see. */
  planned: (operation: KnownOperation) => void;
  /** Documents worth having in store, the given ones first. */
  documents: () => KnownOperation[];
  /** Operations worth having a plan of, the given ones first. */
  plans: () => KnownOperation[];
};

/** How many of those that clients send are remembered, by number and by bytes (a client may send as long ones as the limits allow). */
const remembered = {
  max: 1_000,
  maxSize: 8 << 20,
  sizeOf: ({ document }: KnownOperation) => documentBytes(document),
};

/** How many of them are warmed. */
const warmed = 100;

/**
 * @param texts documents that are known beforehand, each asked with its operation's name or without; GraphQL's own error where
 *   one is not GraphQL
 */
export function createKnownOperations(texts: readonly string[]): KnownOperations {
  const given = texts.flatMap(describeText);
  const asked = createMostUsed<KnownOperation>(remembered);
  const planned = createMostUsed<KnownOperation>(remembered);
  const keyOf = ({ queryHash, operationName }: KnownOperation) =>
    operationName === undefined ? queryHash : `${queryHash} ${operationName}`;
  return {
    asked: (operation) => asked.use(operation.queryHash, operation),
    planned: (operation) => planned.use(keyOf(operation), operation),
    documents: () => [...given, ...asked.top(warmed)],
    plans: () => [...given, ...planned.top(warmed)],
  };
}

function describeText(text: string): KnownOperation[] {
  const document = parse(text);
  const queryHash = createHash('sha256').update(text).digest('hex');
  const named = document.definitions.filter(isOperation).flatMap(({ name }) => name?.value ?? []);
  return [...named, undefined].map((operationName) => ({ document, queryHash, operationName }));
}

export const isOperation = (node: DefinitionNode): node is OperationDefinitionNode =>
  node.kind === Kind.OPERATION_DEFINITION;

type Gateway = Exclude<NonNullable<ApolloServerOptions<never>['gateway']>, undefined>;

/** The same gateway; `use` is told each operation that it is asked. */
export function tellUse(gateway: Gateway, use: (operation: KnownOperation) => void): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    async load(given) {
      const { executor } = await gateway.load(given);
      if (!executor) throw new Error('the gateway loaded without an executor');
      return {
        executor: (context) => {
          const { document, queryHash, request } = context;
          use({ document, queryHash, operationName: request.operationName });
          return executor(context);
        },
      };
    },
    stop: () => gateway.stop(),
  };
}
