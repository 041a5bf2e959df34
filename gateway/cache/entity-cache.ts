import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { LRUCache } from 'lru-cache';
import type { GatewayContext } from '../gateway.ts';
import type { GatewayObserver } from '../telemetry/observer.ts';
import { createEntityDocuments } from './entity-documents.ts';
import type { Representation } from './entity-keys.ts';
import type { Lifetimes } from './lifetimes.ts';

type Source = GraphQLDataSource<GatewayContext>;
type Answer = { data?: Record<string, unknown> | null; errors?: { path?: (string | number)[] }[] };

/** An entity as a subgraph answered it, which nobody is given but copies of it; its size as JSON. */
type Kept = { entity: object; length: number };

type CacheOptions = {
  /** As text, which takes about as much. */
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
  const entities = new LRUCache<string, Kept>({
    maxSize: mebibytes << 20,
    // Characters take up to two bytes, and an entry some 200 of its own.
    sizeCalculation: ({ length }, key) => 2 * (length + key.length) + 200,
  });

  return (subgraph: string, source: Source): Source => ({
    async process(options) {
      const document = 'document' in options && options.document ? documents(options.document) : undefined;
      const representations = options.request.variables?.representations as Representation[] | undefined;
      const keys = representations && document && keysOf(representations, document.keyOf);
      if (!keys) return source.process(options);
      const missing: number[] = [];
      const found = keys.map((key, at) => {
        const kept = entities.get(key);
        if (kept) return copyOf(kept.entity);
        missing.push(at);
        return null;
      });
      observer?.onCache?.({ subgraph, hits: found.length - missing.length, misses: missing.length });
      if (missing.length === found.length) {
        const answer = (await source.process(options)) as Answer;
        keep(answer, keys, document.maxAge);
        return answer as never;
      }
      if (missing.length === 0) return { data: { _entities: found } } as never;
      const asked = missing.map((at) => representations[at] as Representation);
      const answer = (await source.process(withRepresentations(options, asked))) as Answer;
      keep(
        answer,
        missing.map((at) => keys[at] as string),
        document.maxAge,
      );
      return merge(answer, found, missing) as never;
    },
  });

  /** Of an answer without errors; an entity that is not there may be there soon. */
  function keep({ data, errors }: Answer, keys: readonly string[], maxAge: number): void {
    const answered = data?._entities;
    if (errors?.length || !Array.isArray(answered) || answered.length !== keys.length) return;
    for (const [at, key] of keys.entries()) {
      if (answered[at] === null) continue;
      const text = JSON.stringify(answered[at]);
      entities.set(key, { entity: JSON.parse(text) as object, length: text.length }, { ttl: maxAge * 1_000 });
    }
  }
}

/** Undefined where one of them could be about people: then nothing of the request is kept. */
function keysOf(
  representations: readonly Representation[],
  keyOf: (given: Representation) => string | undefined,
): string[] | undefined {
  const keys: string[] = [];
  for (const representation of representations) {
    const key = keyOf(representation);
    if (key === undefined) return undefined;
    keys.push(key);
  }
  return keys;
}

/** Of what came as JSON. Whoever is given an entity may add to it. */
function copyOf<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  const copy = { ...value };
  for (const name in copy) if (typeof copy[name] === 'object') copy[name] = copyOf(copy[name]);
  return copy;
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
