import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { coordinatesOf } from '../../../schema/coordinates.ts';
import { deprecatedIn } from './deprecated.ts';

/** How often one client has asked for one part of the schema. */
export type UseOfField = {
  /** As `Official.fullName`, `Query.officials(first:)`, `OfficialFilter.category` or `Category.CIVIL_SERVANT`. */
  coordinate: string;
  /** The client program, by its registration; null for requests that name none. */
  client: string | null;
  requests: number;
  /** Milliseconds since 1970. */
  lastUsed: number;
  /** Why not to use it any longer; null where nothing is said against it. */
  deprecated: string | null;
};

export type Usage = {
  /** Counts one operation that passed its checks against this schema, which says from now on what of its contract is deprecated. */
  count: (schema: GraphQLSchema, asked: AskedOperation) => void;
  /** Who has used what since `since`, by coordinate and client. */
  report: () => UseOfField[];
  /** When counting began, in milliseconds since 1970. */
  since: number;
};

type AskedOperation = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  client: string | null;
  /** The part of the schema that it was asked of (schema/contracts.ts); null for the whole. */
  contract: string | null;
};

type Count = { requests: number; lastUsed: number };
type Counted = Count & { client: string; coordinates: readonly string[] };

/** `coordinates` are those of all documents together: one document may name hundreds. */
const limits = { documents: 2_000, coordinates: 100_000, clients: 200 };

/** Of requests without a client, and of those of clients beyond the limit: no client can be called so. */
const [none, others] = ['', '(others)'];

/**
 * Counts which client uses which fields. A request costs one count of its document; fields are told apart when someone asks, or when a
 * document gives way to a newer one. Memory is bounded by the documents kept, and by clients times the schema's fields.
 */
export function createUsage(now: () => number = Date.now): Usage {
  /** By contract: each has but a part of what is deprecated. */
  const latest = new Map<string | null, GraphQLSchema>();
  const operations = new WeakMap<OperationDefinitionNode, { id: number; coordinates: readonly string[] }>();
  let nextId = 0;
  const clients = new Set<string>();
  /** What documents that are forgotten came to, by client and coordinate. */
  const folded = new Map<string, Map<string, Count>>();
  const documents = new LRUCache<string, Counted>({
    max: limits.documents,
    maxSize: limits.coordinates,
    sizeCalculation: ({ coordinates }) => coordinates.length + 1,
    dispose: (counted, _, reason) => {
      if (reason === 'evict') fold(folded, counted);
    },
  });

  const clientOf = (client: string | null) => {
    if (client === null) return none;
    if (clients.size < limits.clients) clients.add(client);
    return clients.has(client) ? client : others;
  };
  const known = (schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) => {
    const found = operations.get(operation);
    if (found) return found;
    nextId += 1;
    const made = { id: nextId, coordinates: coordinatesOf(schema, document, operation) };
    operations.set(operation, made);
    return made;
  };
  return {
    since: now(),
    count(schema, { document, operation, client: given, contract }) {
      latest.set(contract, schema);
      const client = clientOf(given);
      const { id, coordinates } = known(schema, document, operation);
      const key = `${id} ${client}`;
      const counted = documents.get(key) ?? { client, coordinates, requests: 0, lastUsed: 0 };
      counted.requests += 1;
      counted.lastUsed = now();
      if (counted.requests === 1) documents.set(key, counted);
    },
    report() {
      const deprecated = new Map([...latest.values()].flatMap((schema) => [...deprecatedIn(schema)]));
      const all = new Map([...folded].map(([client, counts]) => [client, new Map(counts)]));
      for (const counted of documents.values()) fold(all, counted);
      return [...all]
        .flatMap(([client, counts]) =>
          [...counts].map(([coordinate, count]) => ({
            coordinate,
            client: client === none ? null : client,
            ...count,
            deprecated: deprecated.get(coordinate) ?? null,
          })),
        )
        .sort((a, b) => compare(a.coordinate, b.coordinate) || compare(a.client ?? '', b.client ?? ''));
    },
  };
}

function fold(into: Map<string, Map<string, Count>>, { client, coordinates, requests, lastUsed }: Counted): void {
  const counts = into.get(client) ?? new Map<string, Count>();
  into.set(client, counts);
  for (const coordinate of coordinates) {
    const before = counts.get(coordinate);
    counts.set(coordinate, {
      requests: (before?.requests ?? 0) + requests,
      lastUsed: Math.max(before?.lastUsed ?? 0, lastUsed),
    });
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
