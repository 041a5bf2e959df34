type Stoppable = { stop: () => Promise<void> };

/** The data sources of one supergraph. */
export type SourceLease<Source> = {
  /** By subgraph. */
  sources: ReadonlyMap<string, Source>;
  /** Stops those that no other lease holds. */
  release: () => Promise<void>;
};

/**
 * Data sources that several supergraphs share: a subgraph that stays where it is keeps its connections, and what is known of its
 * health, over a reload; a new one gets its own; one that is gone is stopped with the last supergraph that had it.
 *
 * @param build makes the source of a subgraph; what it throws is thrown by `lease`
 */
export function createSharedSources<Source extends Stoppable>(build: (name: string, address: string) => Source) {
  const held = new Map<string, { source: Source; leases: number }>();
  const leave = async (key: string) => {
    const entry = held.get(key);
    if (!entry) return;
    entry.leases -= 1;
    if (entry.leases > 0) return;
    held.delete(key);
    await entry.source.stop();
  };
  return {
    /** @param addressOf where a subgraph is: at another address it is another source */
    lease(names: readonly string[], addressOf: (name: string) => string): SourceLease<Source> {
      const sources = new Map<string, Source>();
      const keys: string[] = [];
      const release = async () => {
        await Promise.all(keys.splice(0).map(leave));
      };
      try {
        for (const name of names) {
          const address = addressOf(name);
          const key = JSON.stringify([name, address]);
          const entry = held.get(key) ?? { source: build(name, address), leases: 0 };
          entry.leases += 1;
          held.set(key, entry);
          keys.push(key);
          sources.set(name, entry.source);
        }
      } catch (error) {
        void release();
        throw error;
      }
      return { sources, release };
    },
  };
}
