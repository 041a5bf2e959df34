import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { LRUCache } from 'lru-cache';
import type { GatewayContext } from '../gateway.ts';
import type { GatewayObserver } from '../telemetry/observer.ts';
import { createEntityDocuments } from './entity-documents.ts';
import type { Lifetimes } from './lifetimes.ts';

type Source = GraphQLDataSource<GatewayContext>;
type Representation = { __typename: string } & Record<string, unknown>;
type Answer = { data?: Record<string, unknown> | null; errors?: { path?: (string | number)[] }[] };

type CacheOptions = {
  /** As text, in which form they are kept. */
  mebibytes: number;
  lifetimes: Lifetimes;
  observer?: GatewayObserver | undefined;
};

/**
 * Keeps entities of subgraphs, each as long as the SDL says, where every field asked of them is the same for everyone (see
 * lifetimes.ts); all else goes through. For one supergraph: another one has a cache of its own.
 *
 * @returns the same source of a subgraph, asked for what is not kept alone
 */
export function createEntityCache({ mebibytes, lifetimes, observer }: CacheOptions) {
  const documents = createEntityDocuments(lifetimes);
  // As text, because whoever is given an entity adds to it.
  const texts = new LRUCache<string, string>({
    maxSize: mebibytes << 20,
    // Characters take up to two bytes, and an entry some 200 of its own.
    sizeCalculation: (text, key) => 2 * (text.length + key.length) + 200,
  });
  /** By keys that everyone is told too: anything else in a representation could be about people. */
  const isPublic = ({ __typename, ...keys }: Representation) =>
    Object.keys(keys).every((name) => lifetimes.has(`${__typename}.${name}`));

  return (subgraph: string, source: Source): Source => ({
    async process(options) {
      const document = 'document' in options && options.document ? documents(options.document) : undefined;
      const representations = options.request.variables?.representations as Representation[] | undefined;
      if (!document || !representations?.every(isPublic)) return source.process(options);
      const keys = representations.map(
        (representation) => `${subgraph} ${document.id} ${JSON.stringify(representation)}`,
      );
      const kept = keys.map((key) => texts.get(key));
      const missing = kept.flatMap((text, at) => (text === undefined ? [at] : []));
      observer?.onCache?.({ subgraph, hits: kept.length - missing.length, misses: missing.length });
      if (missing.length === kept.length) {
        const answer = (await source.process(options)) as Answer;
        keep(answer, keys, document.maxAge);
        return answer as never;
      }
      const entities = kept.map((text) => (text === undefined ? null : (JSON.parse(text) as unknown)));
      if (missing.length === 0) return { data: { _entities: entities } } as never;
      const asked = missing.map((at) => representations[at] as Representation);
      const answer = (await source.process(withRepresentations(options, asked))) as Answer;
      keep(
        answer,
        missing.map((at) => keys[at] as string),
        document.maxAge,
      );
      return merge(answer, entities, missing) as never;
    },
  });

  /** Of an answer without errors; an entity that is not there may be there soon. */
  function keep({ data, errors }: Answer, keys: readonly string[], maxAge: number): void {
    const entities = data?._entities;
    if (errors?.length || !Array.isArray(entities) || entities.length !== keys.length) return;
    for (const [at, key] of keys.entries())
      if (entities[at] !== null) texts.set(key, JSON.stringify(entities[at]), { ttl: maxAge * 1_000 });
  }
}

/** What was answered in its places among what was kept, errors too. */
function merge({ data, errors }: Answer, entities: unknown[], missing: readonly number[]): Answer {
  const answered = data?._entities;
  if (Array.isArray(answered)) for (const [at, place] of missing.entries()) entities[place] = answered[at] ?? null;
  const placed = errors?.map((error) => {
    const [field, at, ...rest] = error.path ?? [];
    return field === '_entities' && typeof at === 'number'
      ? { ...error, path: [field, missing[at] ?? at, ...rest] }
      : error;
  });
  return { data: { _entities: entities }, ...(placed && { errors: placed }) };
}

function withRepresentations<Options extends GraphQLDataSourceProcessOptions>(
  options: Options,
  representations: Representation[],
): Options {
  return { ...options, request: { ...options.request, variables: { representations } } };
}
