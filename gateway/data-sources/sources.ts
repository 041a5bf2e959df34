import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayContext } from '../gateway.ts';
import type { Log } from '../telemetry/log.ts';
import { type GatewayObserver, tellAll } from '../telemetry/observer.ts';
import type { PoolUse } from '../telemetry/pool-use.ts';
import { watchSource } from '../telemetry/watch-source.ts';
import { defaultSettings, type SubgraphSettings } from './environment.ts';
import { createInProcessSource, type Execute } from './in-process.ts';
import type { Readiness } from './readiness.ts';
import { createRemoteSource } from './remote.ts';
import { createShares } from './share.ts';

/** A subgraph in this process. */
export type LocalSubgraph = {
  name: string;
  execute: Execute;
  isReady: () => Promise<boolean>;
  poolUse?: () => PoolUse[];
};

type SourcesOptions = {
  /** Those of this process; the others are reached over HTTP. */
  local: readonly LocalSubgraph[];
  /** What requests to a subgraph over HTTP are signed with; unsigned where there is none. */
  keyOf: (name: string) => Buffer | undefined;
  settingsOf?: ((name: string) => SubgraphSettings) | undefined;
  /** How many requests the gateway works on at once: subgraphs that hang may hold half of that. */
  places: number;
  log: Log;
  observer?: GatewayObserver | undefined;
};

/** Where a subgraph is asked. */
export type Source = {
  source: GraphQLDataSource<GatewayContext>;
  readiness: () => Promise<Readiness>;
  /** How busy its connections are. */
  poolUse: () => PoolUse[];
  stop: () => Promise<void>;
};

/** Makes the sources of a gateway's subgraphs: in this process, or at an address. Each request to one is a span. */
export function createSourceBuilder({
  local,
  keyOf,
  settingsOf = () => defaultSettings,
  places,
  log,
  observer,
}: SourcesOptions): (name: string, address: string) => Source {
  const report = (failure: object) => log.warn(failure, 'subgraph gave no answer');
  const noticed = tellAll([observer ?? {}, logBreakers(log)]);
  const shares = createShares(places);
  return (name, address) => {
    const settings = settingsOf(name);
    const share = shares.create({ slow: settings.slow, onHanging: (hangs) => logHanging(log, name, hangs) });
    const options = { name, settings, report, share, observer: noticed };
    const here = local.find((subgraph) => subgraph.name === name);
    if (!here) {
      const remote = createRemoteSource({ ...options, url: address, key: keyOf(name) });
      return { ...remote, source: watchSource(name, remote.source) };
    }
    const readiness = async () => {
      const ready = await here.isReady();
      return { ready, database: ready };
    };
    const source = watchSource(name, createInProcessSource(options, here.execute));
    return { source, readiness, poolUse: () => here.poolUse?.() ?? [], stop: async () => {} };
  };
}

function logHanging(log: Log, subgraph: string, hangs: boolean): void {
  if (hangs) log.warn({ subgraph }, 'subgraph hangs: what asks it beyond its share of the places is refused');
  else log.warn({ subgraph }, 'subgraph hangs no longer');
}

/** Once when it opens and once when it closes, and not each time that it is tried. */
function logBreakers(log: Log): GatewayObserver {
  const open = new Set<string>();
  return {
    onBreaker: ({ subgraph, state }) => {
      if (state === 'open' && !open.has(subgraph)) {
        open.add(subgraph);
        log.warn({ subgraph }, 'subgraph is left alone: most of the last requests to it failed');
      } else if (state === 'closed' && open.delete(subgraph)) log.warn({ subgraph }, 'subgraph answers again');
    },
  };
}
