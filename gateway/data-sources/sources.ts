import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayContext } from '../gateway.ts';
import type { Log } from '../telemetry/log.ts';
import { type GatewayObserver, tellAll } from '../telemetry/observer.ts';
import { defaultSettings, type SubgraphSettings } from './environment.ts';
import { createInProcessSource, type Execute } from './in-process.ts';
import type { Readiness } from './readiness.ts';
import { createRemoteSource } from './remote.ts';

/** A subgraph in this process. */
export type LocalSubgraph = { name: string; execute: Execute; isReady: () => Promise<boolean> };

type SourcesOptions = {
  /** Those of this process; the others are reached over HTTP. */
  local: readonly LocalSubgraph[];
  /** What requests to a subgraph over HTTP are signed with; unsigned where there is none. */
  keyOf: (name: string) => Buffer | undefined;
  settingsOf?: ((name: string) => SubgraphSettings) | undefined;
  log: Log;
  observer?: GatewayObserver | undefined;
};

type Running = {
  address: string;
  source: GraphQLDataSource<GatewayContext>;
  readiness: () => Promise<Readiness>;
  stop: () => Promise<void>;
};

/** The subgraphs of a gateway. */
export function createSources({ local, keyOf, settingsOf = () => defaultSettings, log, observer }: SourcesOptions) {
  const sources = new Map<string, Running>();
  const report = (failure: object) => log.warn(failure, 'subgraph gave no answer');
  const noticed = tellAll([observer ?? {}, logBreakers(log)]);
  const create = (name: string, addressOf: (name: string) => string): Running => {
    const options = { name, settings: settingsOf(name), report, observer: noticed };
    const here = local.find((subgraph) => subgraph.name === name);
    if (!here) {
      const address = addressOf(name);
      return { address, ...createRemoteSource({ ...options, url: address, key: keyOf(name) }) };
    }
    const readiness = async () => {
      const ready = await here.isReady();
      return { ready, database: ready };
    };
    return { address: '', source: createInProcessSource(options, here.execute), readiness, stop: async () => {} };
  };
  return {
    /** The subgraph's source; the same one as long as its address stays. One that has moved is closed when its requests have ended. */
    of: (name: string, addressOf: (name: string) => string): GraphQLDataSource<GatewayContext> => {
      const running = sources.get(name);
      const created = running && !isElsewhere(running, name, addressOf) ? running : create(name, addressOf);
      if (running && created !== running) running.stop();
      sources.set(name, created);
      return created.source;
    },
    /** Closes those that a new supergraph does not name, when their requests have ended. */
    keep: (names: readonly string[]): void => {
      for (const [name, running] of sources)
        if (!names.includes(name)) {
          sources.delete(name);
          running.stop();
        }
    },
    readiness: (): Promise<({ name: string } & Readiness)[]> =>
      Promise.all([...sources].map(async ([name, running]) => ({ name, ...(await running.readiness()) }))),
    stop: async () => {
      await Promise.all([...sources.values()].map((running) => running.stop()));
    },
  };
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

const isElsewhere = ({ address }: Running, name: string, addressOf: (name: string) => string) =>
  address !== '' && address !== addressOf(name);
