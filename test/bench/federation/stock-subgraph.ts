/**
 * A subgraph as Apollo's documentation serves one: @apollo/server executes the schema with graphql-js, over drizzle and the pool of
 * postgres.js. Its resolvers and loaders are ours, so it batches as ours does. Nobody is authenticated, and as the owner it asks
 * without row-level security. BENCH_SETTINGS is StockSubgraph as JSON.
 */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makePgArray } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { subgraphsEnvironment } from '../../../subgraphs/config.ts';
import { drizzleThrough, readThrough, type Send } from '../../../subgraphs/kit/client.ts';
import { allColumns } from '../../../subgraphs/kit/columns.ts';
import { connectDatabase } from '../../../subgraphs/kit/database.ts';
import type { DatabaseUrls } from '../../../subgraphs/kit/database-urls.ts';
import { registry } from '../../../subgraphs/registry.ts';
import { caller } from './caller.ts';

/** The subgraph's name and the owner's address of its database. */
export type StockSubgraph = { name: string; urls: DatabaseUrls };

const { name, urls } = JSON.parse(process.env.BENCH_SETTINGS as string) as StockSubgraph;
const entry = registry.find((one) => one.name === name);
if (!entry) throw new Error(`expected the name of a subgraph, not "${name}"`);
const { default: subgraph } = await entry.load();

const pool = postgres(urls.owner, { max: 10, fetch_types: false, onnotice: () => {} });
// Makes the pool leave dates and the like as text, which drizzle reads.
drizzle(pool);
/** Drizzle asks without preparing; postgres.js can, and a good team would find that. Lists as PostgreSQL writes them. */
const send: Send = (text, parameters, { raw }) => {
  const values = parameters.map((value) => (Array.isArray(value) ? makePgArray(value) : value));
  const asked = pool.unsafe(text, values as never[], { prepare: true });
  return raw ? asked.values() : asked;
};
const statistics = drizzleThrough(send);
const { personKey } = subgraphsEnvironment.parse({});
/** Opens nothing: for cursors that ours can read. */
const { cursorKey } = connectDatabase({ urls, name, open: [], secret: personKey }).forCaller(caller);
const createContext = async () => {
  const db = { ...readThrough(send), columnsOf: allColumns, cursorKey, caller, statistics, write: () => statistics };
  return { loaders: subgraph.createLoaders(db), personKey, caller };
};

const server = new ApolloServer({ schema: subgraph.schema, introspection: false });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' }, context: createContext });
console.log(`answers at ${url} `);
