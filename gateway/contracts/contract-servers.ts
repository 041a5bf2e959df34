import type { ApolloServer, ApolloServerOptions } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { AccessRules } from '../../schema/access/rules.ts';
import { ContractError, makeContract } from '../../schema/contracts/make-contract.ts';
import { readTags } from '../../schema/contracts/read-tags.ts';
import { type Contract, contracts } from '../../schema/contracts.ts';
import type { DocumentStore } from '../documents/caches.ts';
import type { GatewayContext } from '../gateway.ts';
import { HttpError } from '../http/http-error.ts';
import type { Log } from '../telemetry/log.ts';
import { createContractExecutor, type Executor } from './contract-executor.ts';
import { hideUnknownDocuments, refuseOtherOperations } from './refusals.ts';

type Server = ApolloServer<GatewayContext>;
type Gateway = NonNullable<ApolloServerOptions<GatewayContext>['gateway']>;

type Options = {
  /** The supergraph's text, of which the API and the rules are. */
  sdl: string;
  api: GraphQLSchema;
  rules: AccessRules;
  /** Answers by the whole API. */
  execute: Executor;
  documents: DocumentStore;
  /** A server like that of the whole API. */
  createServer: (changes: {
    contract: Contract;
    gateway: Gateway;
    documentStore: DocumentStore;
    plugins: ReturnType<typeof hideUnknownDocuments>[];
    validationRules: (typeof refuseOtherOperations)[];
  }) => Server;
  log: Log;
};

export type ContractServers = {
  /** HttpError 503 CONTRACT_NOT_SERVED for one that the supergraph does not make. */
  serverOf: (name: string) => Server;
  stop: () => Promise<void>;
};

/**
 * A server for each contract of one supergraph: operations are validated, limited and priced by its schema, and executed by the whole.
 * A supergraph without its tags has none of them, and one that makes no schema is left out with a line in the log.
 */
export async function startContractServers(options: Options): Promise<ContractServers> {
  const { sdl, log } = options;
  const tags = readTags(sdl);
  const tagged = new Set([...tags.values()].flatMap((names) => [...names]));
  const servers = new Map<string, Server>();
  for (const contract of contracts) {
    if (!contract.include.some((tag) => tagged.has(tag))) continue;
    try {
      const schema = makeContract(contract, { ...options, tags });
      const server = createServer(contract, schema, options);
      await server.start();
      servers.set(contract.name, server);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      log.warn({ contract: contract.name, reason: error.message }, 'contract not served');
    }
  }
  return {
    serverOf: (name) => {
      const server = servers.get(name);
      if (server) return server;
      throw new HttpError(503, 'the supergraph in use does not hold this contract', { code: 'CONTRACT_NOT_SERVED' });
    },
    stop: async () => {
      await Promise.all([...servers.values()].map((server) => server.stop()));
    },
  };
}

function createServer(
  contract: Contract,
  schema: GraphQLSchema,
  { api, sdl, execute, documents, ...options }: Options,
) {
  const executor = createContractExecutor({ contract: schema, api, execute });
  return options.createServer({
    contract,
    gateway: {
      onSchemaLoadOrUpdate: (callback) => {
        // Prices and lists are those of the whole: the contract's schema says which of them count.
        callback({ apiSchema: schema, coreSupergraphSdl: sdl });
        return () => {};
      },
      load: async () => ({ executor }),
      stop: async () => {},
    },
    documentStore: storeOf(contract.name, documents),
    plugins: [hideUnknownDocuments()],
    validationRules: [refuseOtherOperations],
  });
}

/** A part of a store: the same text is another document in each contract. */
function storeOf(name: string, { get, set, delete: remove }: DocumentStore): DocumentStore {
  const keyOf = (key: string) => `${key}@${name}`;
  return {
    get: (key) => get(keyOf(key)),
    set: (key, document) => set(keyOf(key), document),
    delete: (key) => remove(keyOf(key)),
  };
}
