import type { Source } from '../data-sources/sources.ts';
import { createEntityCache } from './entity-cache.ts';

type Options = Omit<Parameters<typeof createEntityCache>[0], 'mebibytes'> & { mebibytes?: number };

/** The same sources, by subgraph, with one cache of entities before them all; without where there is no room for any. */
export function keepEntities(
  sources: ReadonlyMap<string, Source>,
  { mebibytes = 0, ...options }: Options,
): ReadonlyMap<string, Source> {
  if (mebibytes === 0) return sources;
  const withCache = createEntityCache({ mebibytes, ...options });
  return new Map([...sources].map(([name, source]) => [name, { ...source, source: withCache(name, source.source) }]));
}
