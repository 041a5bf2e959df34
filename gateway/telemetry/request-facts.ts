/** What is told of one request once it is answered: filled in on its way, by whoever learns it. Nothing in it is personal. */
export type RequestFacts = {
  kind: 'query' | 'mutation' | null;
  /** The operation's name where it is one that we know; never a client's own. */
  operation: string | null;
  /** The program that asks, where its token says. */
  client: string | null;
  /** What it cost after all. */
  cost: number | null;
  /** Codes of its errors. */
  codes: Set<string>;
};

/** Of a request of which nothing is known yet. */
export const unknownFacts = (): RequestFacts => ({
  kind: null,
  operation: null,
  client: null,
  cost: null,
  codes: new Set(),
});
