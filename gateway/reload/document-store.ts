import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Parsed and validated documents of one schema, by the hash of their text. */
export type DocumentStore = {
  get: (key: string) => Promise<DocumentNode | undefined>;
  set: (key: string, document: DocumentNode) => Promise<void>;
  delete: (key: string) => Promise<boolean>;
};

/** Apollo Server puts a hash of the schema before the key of a store that it is given; ours belongs to one schema alone. */
const hashOf = (key: string) => key.slice(key.lastIndexOf(':') + 1);

/**
 * A store for one generation. A document in it is neither parsed nor validated again.
 *
 * @param max how many documents it remembers
 */
export function createDocumentStore(max = 1_000): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({ max });
  return {
    get: async (key) => documents.get(hashOf(key)),
    set: async (key, document) => {
      documents.set(hashOf(key), document);
    },
    delete: async (key) => documents.delete(hashOf(key)),
  };
}
