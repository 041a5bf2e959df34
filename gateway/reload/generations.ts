type Stoppable = { stop: () => Promise<void> };

/** One at a time takes new requests; each request stays with the one that it began on. */
export type Generations<Generation> = {
  /** The one that takes new requests. */
  current: () => Generation;
  /** Does a request's work on the current one, which is not stopped before that ends. */
  run: <Result>(work: (generation: Generation) => Promise<Result>) => Promise<Result>;
  /** From now on new requests go to `next`; the one before is stopped when its last request has ended. */
  replace: (next: Generation) => void;
  /** Stops the current one, whatever still runs on it, and waits for those that were replaced. */
  stop: () => Promise<void>;
};

/**
 * What belongs to one supergraph (schema, rules, planner, data sources), and the next that takes its place as a whole: a request
 * never sees the schema of one and the rules of another.
 *
 * @param onStopFailure told what went wrong while a replaced one was stopped; nobody waits for that
 */
export function createGenerations<Generation extends Stoppable>(
  first: Generation,
  onStopFailure: (error: Error) => void,
): Generations<Generation> {
  const stopping = new Set<Promise<void>>();
  const hold = (generation: Generation) => ({ generation, running: 0, replaced: false });
  type Held = ReturnType<typeof hold>;
  let current = hold(first);
  let ended = false;

  const stopWhenIdle = ({ generation, running, replaced }: Held) => {
    if (running > 0 || !replaced) return;
    const stopped = generation
      .stop()
      .catch(onStopFailure)
      .finally(() => stopping.delete(stopped));
    stopping.add(stopped);
  };
  return {
    current: () => current.generation,
    async run(work) {
      const held = current;
      held.running += 1;
      try {
        return await work(held.generation);
      } finally {
        held.running -= 1;
        stopWhenIdle(held);
      }
    },
    replace(next) {
      // One that was still being made when all was stopped goes the same way.
      const before = ended ? hold(next) : current;
      if (!ended) current = hold(next);
      before.replaced = true;
      stopWhenIdle(before);
    },
    async stop() {
      ended = true;
      await current.generation.stop();
      await Promise.all(stopping);
    },
  };
}
