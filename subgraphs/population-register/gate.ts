/** Lets so many pieces of work run at once; the others wait in their order. */
export function createGate(places: number) {
  let free = places;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody who came later takes it.
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
