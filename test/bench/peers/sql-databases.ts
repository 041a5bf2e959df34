import postgres from 'postgres';
import { type Claims, everything } from '../../../subgraphs/kit/claims.ts';
import type { DatabaseUrls } from '../../../subgraphs/kit/database-urls.ts';
import { createPipeline } from '../../../subgraphs/kit/pipeline.ts';
import { openSession } from '../../../subgraphs/kit/session.ts';
import { databaseOf, type StatementName, statements } from './sql-statements.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows are as their statement says
export type Run = (name: StatementName, parameters: unknown[]) => Promise<any[]>;

/** To each database. */
const connections = 8;

const connect = (url: string, options: object) =>
  postgres(url, {
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: 'bench sql', plan_cache_mode: 'force_generic_plan' } as never,
    ...options,
  });

/**
 * The databases as a hand-written server asks them, statements prepared. With claims: as the application's role, each statement in a
 * transaction of its own that begins with the caller's, in one go as the subgraphs send them. Without: as the owner, whom
 * row-level security does not bind, by the pool of postgres.js.
 */
export function openDatabases(urls: Record<string, DatabaseUrls>, isProtected: boolean): Run {
  const names = [...new Set(Object.values(databaseOf))];
  const runs = new Map(names.map((name) => [name, (isProtected ? protect : openPool)(urls[name] as DatabaseUrls)]));
  return (name, parameters) => (runs.get(databaseOf[name]) as ReturnType<typeof protect>)(statements[name], parameters);
}

type Ask = (text: string, parameters: unknown[]) => Promise<unknown[]>;

function openPool({ owner }: DatabaseUrls): Ask {
  const sql = connect(owner, { max: connections });
  return (text, parameters) => sql.unsafe(text, parameters as never[], { prepare: true });
}

function protect({ application }: DatabaseUrls): Ask {
  const pipeline = createPipeline({
    connections,
    open: (onLost) =>
      openSession({
        database: { url: application, settings: { application_name: 'bench sql' } },
        question: 'select',
        refuse: () => {},
        onLost,
      }),
  });
  const claims: Claims = everything;
  return (text, parameters) => pipeline.run({ claims, text, parameters, prepare: true, keepPlan: true, raw: false });
}
