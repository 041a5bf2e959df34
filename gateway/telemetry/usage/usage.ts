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
  /** The part of the schema that it was asked of (schema/contracts.ts); null for the whole. */
  contract: string | null;
  requests: number;
  /** Milliseconds since 1970. */
  lastUsed: number;
  /** Why not to use it any longer; null where nothing is said against it. */
  deprecated: string | null;
};

export type Usage = {
  /** Counts one operation that passed its checks against this schema, which says from now on what of its contract is deprecated. */
  count: (schema: GraphQLSchema, asked: AskedOperation) => void;
  /** Who has used what since `since`, by coordinate, client and contract. */
  report: () => UseOfField[];
  /** When counting began, in milliseconds since 1970. */
  since: number;
};

type AskedOperation = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  client: string | null;
  contract: string | null;
};

/** Who asks, and by which contract. */
type User = { client: string; contract: string | null };

type Count = { requests: number; lastUsed: number };
type Counted = Count & { user: User; coordinates: readonly string[] };
/** What a user has used, by coordinate. */
type Uses = { user: User; counts: Map<string, Count> };

/** `coordinates` are those of all documents together: one document may name hundreds. */
const limits = { documents: 2_000, coordinates: 100_000, clients: 200 };

/** Of requests without a client, and of those of clients beyond the limit: no client can be called so. */
const [none, others] = ['', '(others)'];

/**
 * Counts which client uses which fields. A request costs one count of its document; fields are told apart when someone asks, or when a
 * document gives way to a newer one. Memory is bounded by the documents kept, and by clients times contracts times the schema's fields.
 */
export function createUsage(now: () => number = Date.now): Usage {
  /** By contract: each has but a part of what is deprecated. */
  const latest = new Map<string | null, GraphQLSchema>();
  const operations = new WeakMap<OperationDefinitionNode, { id: number; coordinates: readonly string[] }>();
  let nextId = 0;
  const clients = new Set<string>();
  /** What documents that are forgotten came to. */
  const folded = new Map<string, Uses>();
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
      const user = { client: clientOf(given), contract };
      const { id, coordinates } = known(schema, document, operation);
      const key = `${id} ${keyOf(user)}`;
      const counted = documents.get(key) ?? { user, coordinates, requests: 0, lastUsed: 0 };
      counted.requests += 1;
      counted.lastUsed = now();
      if (counted.requests === 1) documents.set(key, counted);
    },
    report() {
      const deprecated = new Map([...latest.values()].flatMap((schema) => [...deprecatedIn(schema)]));
      const all = new Map([...folded].map(([key, { user, counts }]) => [key, { user, counts: new Map(counts) }]));
      for (const counted of documents.values()) fold(all, counted);
      return [...all.values()]
        .flatMap(({ user: { client, contract }, counts }) =>
          [...counts].map(([coordinate, count]) => ({
            coordinate,
            client: client === none ? null : client,
            contract,
            ...count,
            deprecated: deprecated.get(coordinate) ?? null,
          })),
        )
        .sort(
          (a, b) =>
            compare(a.coordinate, b.coordinate) ||
            compare(a.client ?? '', b.client ?? '') ||
            compare(a.contract ?? '', b.contract ?? ''),
        );
    },
  };
}

const keyOf = ({ client, contract }: User) => `${contract ?? ''} ${client}`;

function fold(into: Map<string, Uses>, { user, coordinates, requests, lastUsed }: Counted): void {
  const key = keyOf(user);
  const { counts } = into.get(key) ?? { counts: new Map<string, Count>() };
  into.set(key, { user, counts });
  for (const coordinate of coordinates) {
    const before = counts.get(coordinate);
    counts.set(coordinate, {
      requests: (before?.requests ?? 0) + requests,
      lastUsed: Math.max(before?.lastUsed ?? 0, lastUsed),
    });
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
