import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, type GraphQLError, parse } from 'graphql';
import { anonymous } from '../../../schema/caller.ts';
import type { Way } from '../../../subgraphs/kit/batch/execute-plan.ts';
import { fromLoader, referenceFromLoader } from '../../../subgraphs/kit/batch/from-loader.ts';
import { createLoader } from '../../../subgraphs/kit/batch/loader.ts';
import { defineSubgraph } from '../../../subgraphs/kit/define-subgraph.ts';
import { badUserInput } from '../../../subgraphs/kit/errors.ts';
import { createExecutor, type SubgraphResponse } from '../../../subgraphs/kit/execute.ts';
import { maskError, type ReportFailure } from '../../../subgraphs/kit/mask-error.ts';
import { type Row, rows } from './toy-rows.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
  directive @masked on FIELD_DEFINITION
  scalar Date
  enum Level { HIGH LOW }
  input Range { from: Date, to: [Int!] = [1, 2], level: Level = LOW }
  type Query {
    thing(id: ID!): Thing
    things(first: Int = 2, range: Range): [Thing!]
    strict: Thing!
    mixed: [Record]
    lost: Thing
    asked(date: Date, count: Int! = 3, list: [String!], range: Range): String
    numbers: [Int]
    whole: [Int!]
    plain: String
  }
  type Mutation { add(by: Int!): Int! }
  union Record = Thing | Other
  type Other @key(fields: "id") { id: ID!, refused: Int }
  type Thing @key(fields: "id") {
    id: ID!
    name: String
    level: Level
    count: Int
    share: Float
    isOpen: Boolean
    day: Date
    required: String!
    secret: String @masked
    called: String
    promised: String
    late: Int
    tags: [String!]
    set: [Int]
    promises: [Int]
    parent: Thing
    needed: Thing!
    nested: Nested
    children(least: Int = 0): [Thing!]!
    counted: Int
    picked: String
    failing: Thing
    unloaded: Thing
    keyless: Thing
    throwing: String
    rejecting: String
    constructor: String
  }
  type Nested { deep: Nested, value: String, list: [Thing], must: [String!]! }
`;

/** What was asked of resolvers and loaders. */
export type Asked = Record<string, number>;

const createLoaders = (asked: Asked) => {
  const count = (name: string) => {
    asked[name] = (asked[name] ?? 0) + 1;
  };
  return {
    count,
    thingById: createLoader(async (ids: readonly string[]) => {
      count('thingById');
      return ids.map((id) => rows.find((one) => one.id === id) ?? null);
    }),
    childrenById: createLoader(async (ids: readonly string[]) => {
      count('childrenById');
      return ids.map((id) => rows.filter(({ parentId }) => parentId === id));
    }),
    nothing: createLoader(async (): Promise<never[]> => {
      count('nothing');
      throw new Error('no database');
    }),
  };
};

type Loaders = ReturnType<typeof createLoaders>;
type Context = { loaders: Loaders };

let sum = 0;

/** What is sent each time that somebody waits for it. */
function createQuery(send: () => unknown): object {
  const query = {};
  const wait = (go: (value: unknown) => void) => go(send());
  return Object.defineProperty(query, 'then', { value: wait });
}

const resolvers = {
  Query: {
    thing: (_: unknown, { id }: { id: string }, { loaders }: Context) => loaders.thingById.load(id),
    things: (_: unknown, { first }: { first: number }, { loaders }: Context) => {
      loaders.count('things');
      return rows.slice(0, first);
    },
    strict: () => null,
    mixed: () => [
      { ...rows[0], __typename: 'Thing' },
      { id: 'o', __typename: 'Other' },
      Promise.resolve({ ...rows[1], __typename: 'Thing' }),
      null,
      { id: 'n', __typename: 'None' },
    ],
    asked: (_: unknown, args: object) => JSON.stringify(args),
    numbers: () => new Set([1, 2, 3]),
    whole: async () => [1, null],
    // As queries of drizzle are.
    plain: () => createQuery(() => 'then'),
  },
  Mutation: {
    add: async (_: unknown, { by }: { by: number }) => {
      const before = sum;
      await new Promise((resolve) => setImmediate(resolve));
      sum = before + by;
      return sum;
    },
  },
  Thing: {
    __resolveReference: referenceFromLoader({
      loader: ({ thingById }: Loaders) => thingById,
      key: ({ id }: { id: string }) => id,
    }),
    parent: fromLoader({ loader: ({ thingById }: Loaders) => thingById, key: ({ parentId }: Row) => parentId }),
    needed: fromLoader({ loader: ({ thingById }: Loaders) => thingById, key: ({ parentId }: Row) => parentId }),
    children: fromLoader({
      loader: ({ childrenById }: Loaders, { least }: { least: number }) => {
        if (least > 9) throw badUserInput('Argument "least": expected at most 9.');
        return childrenById;
      },
      key: ({ id }: Row) => id,
      pick: (children: Row[], _: Row, { least }: { least: number }) => (children.length < least ? [] : children),
    }),
    counted: async ({ id }: Row, _: unknown, { loaders }: Context) => (await loaders.childrenById.load(id)).length,
    picked: fromLoader({
      loader: ({ thingById }: Loaders) => thingById,
      key: ({ id }: Row) => id,
      pick: (found: Row | null) => {
        if (found?.id === '2') throw badUserInput('picked');
        return found?.name;
      },
    }),
    failing: fromLoader({ loader: ({ nothing }: Loaders) => nothing, key: ({ id }: Row) => id }),
    unloaded: fromLoader({ loader: ({ nothing }: Loaders) => nothing, key: ({ id }: Row) => (id === '2' ? id : null) }),
    keyless: fromLoader({
      loader: ({ thingById }: Loaders) => thingById,
      key: ({ id }: Row) => {
        if (id === '2') throw new Error('no key');
        return id;
      },
    }),
    throwing: ({ id }: Row) => {
      if (id === '2') throw new Error('thrown');
      return id;
    },
    rejecting: async ({ id }: Row, _: unknown, { loaders }: Context) => {
      loaders.count('rejecting');
      if (id === '2') throw badUserInput('rejected');
      return id;
    },
  },
  Other: {
    __resolveReference: (reference: object) => reference,
    refused: () => {
      throw badUserInput('refused');
    },
  },
};

type Outcome = { text: string; errors: object[]; asked: Asked };
type Ask = (query: string, variables?: Record<string, unknown>) => Promise<Outcome>;

/** A subgraph without a database, asked through its executor and through graphql-js alone. */
export async function createToy(scopes: string[] = []) {
  const directory = await mkdtemp(join(tmpdir(), 'lienthong-execution-'));
  await writeFile(join(directory, 'schema.graphql'), sdl);
  const subgraph = defineSubgraph({
    name: 'toy',
    directory,
    tables: {},
    principal: {},
    loaders: {},
    resolvers: resolvers as never,
  });
  await rm(directory, { recursive: true });
  const caller = { ...anonymous, scopes };
  const reported: Parameters<ReportFailure>[0][] = [];
  const report: ReportFailure = (failure) => reported.push(failure);
  let asked: Asked = {};
  const createContext = () => {
    asked = {};
    return { loaders: createLoaders(asked), personKey: Buffer.alloc(0), caller };
  };
  const ways: Way[] = [];
  const own = createExecutor(subgraph, createContext, report, (way) => ways.push(way));
  const outcomeOf = ({ data, errors = [] }: SubgraphResponse): Outcome => ({
    text: JSON.stringify(data),
    errors: errors.map((error) => JSON.parse(JSON.stringify(error))),
    asked,
  });
  const byGraphqlJs: Ask = async (query, variables = {}) => {
    sum = 0;
    const { data, errors } = await execute({
      schema: subgraph.schema,
      document: parse(query, { noLocation: true }),
      variableValues: variables,
      contextValue: createContext(),
    });
    const mask = (error: GraphQLError) => maskError(error, { subgraph: 'toy', requestId: undefined, report });
    return outcomeOf({ data: data ?? null, ...(errors && { errors: errors.map(mask) }) });
  };
  const ask: Ask = async (query, variables) => {
    sum = 0;
    return outcomeOf(await own({ query, variables: variables ?? {}, caller }));
  };
  return { ask, byGraphqlJs, own, caller, way: () => ways.at(-1), reported };
}
