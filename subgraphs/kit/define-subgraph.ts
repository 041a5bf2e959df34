import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { PgTable } from 'drizzle-orm/pg-core';
import { type GraphQLSchema, Kind, parse } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import { guardArguments } from './arguments.ts';
import { makeReplayable } from './batch/recording.ts';
import type { CitizenRecords } from './citizen-records.ts';
import type { RowTypes } from './columns.ts';
import type { Database } from './database.ts';
import type { Extract } from './extract.ts';
import { maskFields } from './masks.ts';
import { type LoadersOf, prepareLoaders, type Recipes } from './recipes.ts';
import { scalars } from './scalars.ts';

/** What resolvers are given. `Loaders` are made by the subgraph's recipes: new for each request. */
export type SubgraphContext<Loaders> = {
  loaders: Loaders;
  /** The secret that turns a personal number into a person key. */
  personKey: Buffer;
  /** Who asks. */
  caller: Caller;
};

// biome-ignore lint/suspicious/noExplicitAny: a resolver's source and arguments are what the SDL says, which the compiler does not read
type Resolver<Context> = (source: any, args: any, context: Context) => unknown;

type SubgraphOptions<Named extends Recipes> = {
  name: string;
  /** The folder that holds schema.graphql and migrations/: `import.meta.dirname`. */
  directory: string;
  /** The module of drizzle tables. */
  tables: Record<string, unknown>;
  /** The tables that hold no one. All others are served under row-level security alone (restricted-role.ts). */
  open?: PgTable[];
  /** The tables that commands of ours fill, and can fill again: seeding loses nothing by emptying them. */
  derived?: PgTable[];
  /** The tables whose record counts tell how large the database is, by the name to show. */
  principal: Record<string, PgTable>;
  /** Records of people that are compared with the population register. */
  citizens?: CitizenRecords;
  /** All reads, and what is written: recipes of loaders. */
  loaders: Named;
  resolvers: Record<string, Record<string, Resolver<SubgraphContext<LoadersOf<NoInfer<Named>>>>>>;
  /** Types whose rows are read by the columns that an operation selects; others are read whole. */
  rowTypes?: RowTypes;
  /** What the rules of data quality may read of it. */
  extracts?: Extract[];
};

/** A subgraph as data: what differs between national databases. The kit does the rest alike for all. */
export type Subgraph<Loaders = unknown> = {
  name: string;
  directory: string;
  schema: GraphQLSchema;
  tables: PgTable[];
  open: PgTable[];
  derived: PgTable[];
  principal: Record<string, PgTable>;
  createLoaders: (db: Database) => Loaders;
  rowTypes: RowTypes;
  extracts: Extract[];
  citizens?: CitizenRecords | undefined;
};

/**
 * Reads the SDL, joins it with the resolvers and the scalars it declares, and makes every field guard its arguments and
 * those marked `@masked` hide what the caller may not see.
 */
export function defineSubgraph<Named extends Recipes>(options: SubgraphOptions<Named>): Subgraph<LoadersOf<Named>> {
  const typeDefs = parse(readFileSync(join(options.directory, 'schema.graphql'), 'utf8'));
  const declared = typeDefs.definitions.flatMap((node) =>
    node.kind === Kind.SCALAR_TYPE_DEFINITION ? [node.name.value] : [],
  );
  const scalarResolvers = Object.fromEntries(
    declared.map((name) => {
      const scalar = scalars[name];
      if (!scalar)
        throw new Error(`${options.name}: the SDL declares scalar ${name}, which kit/scalars.ts does not have`);
      return [name, scalar];
    }),
  );
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: { ...scalarResolvers, ...options.resolvers } as never }]);
  maskFields(schema);
  guardArguments(schema);
  makeReplayable(schema);
  const { name, directory, open = [], derived = [], principal, rowTypes = {}, extracts = [], citizens } = options;
  const tables = Object.values(options.tables).filter(isTable);
  const createLoaders = prepareLoaders(options.loaders);
  return { name, directory, schema, tables, open, derived, principal, createLoaders, rowTypes, extracts, citizens };
}

function isTable(value: unknown): value is PgTable {
  return typeof value === 'object' && value !== null && Symbol.for('drizzle:IsDrizzleTable') in value;
}
