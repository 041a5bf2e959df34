import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Caller } from '../../schema/caller.ts';
import { everything } from '../../subgraphs/kit/claims.ts';
import { createSend, drizzleThrough, readThrough } from '../../subgraphs/kit/client.ts';
import { allColumns } from '../../subgraphs/kit/columns.ts';
import type { Database } from '../../subgraphs/kit/database.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { createExecutor } from '../../subgraphs/kit/execute.ts';
import { createPipeline } from '../../subgraphs/kit/pipeline.ts';
import type { Session } from '../../subgraphs/kit/session.ts';

/** What a subgraph would be without row-level security: the same pipelines and prepared statements, as the owner, with no claims and no transactions. */
export function startUnprotected(subgraph: Subgraph, owner: string, personKey: Buffer) {
  const database = connectUnprotected(owner);
  const createContext = (caller: Caller) => ({
    loaders: subgraph.createLoaders(database.forCaller(caller)),
    personKey,
    caller,
  });
  const report = (failure: object) => console.error(failure);
  return {
    name: subgraph.name,
    execute: createExecutor(subgraph, createContext, report),
    isReady: async () => true,
    stop: database.stop,
  };
}

export function connectUnprotected(owner: string) {
  const rows = createPipeline({ connections: 8, open: () => openPlain(owner) });
  const aggregates = createPipeline({ connections: 2, open: () => openPlain(owner) });
  const statistics = drizzleThrough(createSend(aggregates, everything));
  const cursorKey = Buffer.alloc(32);
  return {
    forCaller: (caller: Caller): Database => ({
      ...readThrough(createSend(rows, everything)),
      columnsOf: allColumns,
      cursorKey,
      caller,
      statistics,
      write: () => statistics,
    }),
    stop: async () => {
      await Promise.all([rows.stop(), aggregates.stop()]);
    },
  };
}

/** Plans are kept or made anew for the same statements as under the policies. */
async function openPlain(owner: string): Promise<Session> {
  const open = (mode: string) => {
    const connection = { application_name: 'lienthong unprotected', plan_cache_mode: mode } as never;
    const client = postgres(owner, { max: 1, fetch_types: false, onnotice: () => {}, connection });
    drizzle(client);
    return client;
  };
  const [anew, kept] = [open('force_custom_plan'), open('force_generic_plan')];
  await Promise.all([anew`select 1`, kept`select 1`]);
  return {
    run: ({ text, parameters, prepare, keepPlan, raw }) => {
      const client = keepPlan ? kept : anew;
      const query = client.unsafe(text, [...parameters] as never[], { prepare, simple: false } as object);
      return (raw ? query.values() : query) as never;
    },
    end: async () => {
      await Promise.all([anew.end(), kept.end()]);
    },
  };
}
