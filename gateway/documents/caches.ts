import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { documentBytes } from './document-bytes.ts';

const mebibyte = 1 << 20;

/** What Apollo Server asks of a cache. */
type Store<Value extends object | string> = {
  get: (key: string) => Promise<Value | undefined>;
  set: (key: string, value: Value) => Promise<void>;
  delete: (key: string) => Promise<boolean>;
};

export type DocumentStore = Store<DocumentNode>;

/**
 * The texts of automatic persisted queries, in the memory of this process alone, the least used forgotten first: the client
 * sends it again. Apollo Server sets one once the document has passed every check before it is executed. The key is the
 * SHA-256 of the text (behind a prefix of Apollo's), never a value of a request.
 */
export function createPersistedQueries(mebibytes: number) {
  const texts = createCache<string>(mebibytes, (text) => text.length);
  // What is valid by one contract is not told by another: neither that it is known, nor what is wrong with it there.
  const keyOf = (hash: string, contract: string | null) => `${contract ?? ''}:${hash}`;
  return {
    /** For the server of a contract; null for that of the whole schema. */
    storeOf: (contract: string | null): Store<string> => ({
      ...storeIn(texts, (key) => keyOf(key.slice(-64), contract)),
      // Whether this client may have the text executed is judged before Apollo Server asks, which then has the text already.
      get: async () => undefined,
    }),
    textOf: (hash: string, contract: string | null): string | undefined => texts.get(keyOf(hash, contract)),
  };
}

/**
 * Parsed and validated documents of one schema, by the hash of their text. The store that Apollo Server would make for itself takes
 * a document's length as JSON for its size, which is a fourth of what it takes in memory.
 */
export function createDocumentStore(mebibytes: number): DocumentStore {
  const documents = createCache<DocumentNode>(mebibytes, documentBytes);
  // Apollo Server puts a hash of the schema before the key; a store belongs to one schema alone.
  return storeIn(documents, (key) => key.slice(key.lastIndexOf(':') + 1));
}

function createCache<Value extends object | string>(mebibytes: number, sizeOf: (value: Value) => number) {
  // Of an entry the cache itself needs some 200 bytes.
  return new LRUCache<string, Value>({
    maxSize: mebibytes * mebibyte,
    sizeCalculation: (value) => sizeOf(value) + 200,
  });
}

function storeIn<Value extends object | string>(
  cache: LRUCache<string, Value>,
  keyOf: (key: string) => string,
): Store<Value> {
  return {
    get: async (key) => cache.get(keyOf(key)),
    set: async (key, value) => {
      cache.set(keyOf(key), value);
    },
    delete: async (key) => cache.delete(keyOf(key)),
  };
}
