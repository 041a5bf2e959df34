import { join } from 'node:path';
import type { OpenDatabases } from '../federation/database.ts';
import type { BenchOptions } from '../federation/main.ts';
import type { Program } from '../federation/process.ts';
import type { RouterSettings } from '../federation/signer.ts';
import type { TierPlan } from '../federation/tier.ts';
import { headlines, months } from '../federation/variation.ts';
import { askingPostgraphile, dataOfPostgraphile } from './postgraphile-queries.ts';
import { fillSingleDatabase } from './single-database.ts';

type Options = {
  options: BenchOptions;
  router: RouterSettings;
  opened: OpenDatabases;
  services: readonly number[];
  say: (line: string) => void;
  stopping: AbortSignal;
};

/** Each a program of this folder. What it is told is in its environment, where it may hold passwords: others see arguments. */
const program = (root: string, name: string, script: string, settings: string, mode = ''): Program => ({
  name,
  folder: root,
  args: ['--import', './gateway/require-node.js', join(import.meta.dirname, script), mode],
  env: { NODE_ENV: 'production', GRAPHILE_ENV: 'production', BENCH_SETTINGS: settings },
  ready: /answers at (\S+)\s/,
});

/** Routers of somebody else's over the same services, and the floor. */
export async function peers({ options, router, opened, services, say, stopping }: Options): Promise<TierPlan[]> {
  const { root } = options;
  const hive = (name: string, title: string, planner: string): TierPlan => ({
    name,
    title,
    program: program(root, title, 'hive.js', JSON.stringify(router), planner),
    subgraphs: services,
    headers: {},
    asking: (_, query) => ({ query }),
  });
  const sql = (name: string, title: string, mode: string): TierPlan => ({
    name,
    title,
    program: program(root, title, 'sql-server.ts', JSON.stringify(opened.urls), mode),
    subgraphs: [],
    headers: {},
    asking: (file) => askingSql[file],
  });
  const postgraphile = async (): Promise<TierPlan> => {
    say('copying the rows into one database for PostGraphile');
    const urls = await opened.ensureDatabase('bench_single');
    await fillSingleDatabase(urls, opened.databases, months, stopping);
    const title = 'PostGraphile, one database';
    return {
      name: 'postgraphile',
      title,
      program: program(root, title, 'postgraphile.js', urls.owner),
      subgraphs: [],
      headers: {},
      asking: askingPostgraphile,
      dataOf: dataOfPostgraphile,
    };
  };
  const isWanted = options.tiers.length === 0 || options.tiers.includes('postgraphile');
  return [
    ...(isWanted ? [await postgraphile()] : []),
    hive('hive-js', 'Hive Gateway, JS planner', 'js'),
    hive('hive-rust', 'Hive Gateway, Rust planner', 'rust'),
    sql('sql', 'hand-written SQL, row-level security', 'protected'),
    sql('sql-open', 'hand-written SQL, without', 'open'),
  ];
}

const askingSql: Record<string, ReturnType<TierPlan['asking']>> = {
  [headlines.page]: { path: 'page', names: { afterName: 'afterName', afterId: 'afterId', month: 'month' } },
  [headlines.point]: { path: 'point', names: { id: 'id', month: 'month' } },
};
