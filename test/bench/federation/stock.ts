import { join } from 'node:path';
import type { DatabaseUrls } from '../../../subgraphs/kit/database-urls.ts';
import { registry } from '../../../subgraphs/registry.ts';
import type { OpenDatabases } from './database.ts';
import { type Program, type Running, startProgram } from './process.ts';
import type { RouterSettings } from './signer.ts';
import type { StockSubgraph } from './stock-subgraph.ts';

const program = (root: string, name: string, script: string, settings: object): Program => ({
  name,
  folder: root,
  args: ['--import', './gateway/require-node.js', join(import.meta.dirname, script)],
  env: { NODE_ENV: 'production', BENCH_SETTINGS: JSON.stringify(settings) },
  ready: /answers at (\S+)\s/,
});

/** @apollo/gateway with @apollo/server, and nothing changed but the signatures that our services ask for. */
export const stockGateway = (root: string, name: string, settings: RouterSettings): Program =>
  program(root, name, 'stock-server.ts', settings);

/** Each subgraph as a process of its own, as @apollo/server serves it; see stock-subgraph.ts. */
export async function startStockSubgraphs(
  stack: AsyncDisposableStack,
  root: string,
  { urls }: OpenDatabases,
  stopping: AbortSignal,
): Promise<Map<string, Running>> {
  const started = registry.map(async ({ name }) => {
    const settings: StockSubgraph = { name, urls: urls[name] as DatabaseUrls };
    const running = await startProgram(program(root, `stock ${name}`, 'stock-subgraph.ts', settings), stopping);
    stack.defer(running.stop);
    return [name, running] as const;
  });
  return new Map(await Promise.all(started));
}
