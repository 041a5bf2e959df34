import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Caller } from '../../schema/caller.ts';
import { everything } from '../../subgraphs/kit/claims.ts';
import { createClient } from '../../subgraphs/kit/client.ts';
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
  const prepared = new Set<string>();
  const statistics = drizzle(createClient(aggregates, everything, prepared));
  const cursorKey = Buffer.alloc(32);
  return {
    forCaller: (caller: Caller): Database =>
      Object.assign(drizzle(createClient(rows, everything, prepared)), { cursorKey, caller, statistics }),
    stop: async () => {
      await Promise.all([rows.stop(), aggregates.stop()]);
    },
  };
}

async function openPlain(owner: string): Promise<Session> {
  const client = postgres(owner, {
    max: 1,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: 'lienthong unprotected', plan_cache_mode: 'force_custom_plan' } as never,
  });
  drizzle(client);
  await client`select 1`;
  return {
    run: ({ text, parameters, prepare, raw }) => {
      const query = client.unsafe(text, [...parameters] as never[], { prepare, simple: false } as object);
      return (raw ? query.values() : query) as never;
    },
    retire: () => {},
    end: () => client.end(),
  };
}
