type Observer<Value> = { next?: (value: Value) => void; error?: (error: unknown) => void; complete?: () => void };

/** What is on its way, as an observable: of these GraphiQL can end one that takes too long, or whose tab was left. */
export function observed<Value>(start: (signal: AbortSignal) => Promise<Value>) {
  return {
    subscribe(observer: Observer<Value>) {
      const gone = new AbortController();
      start(gone.signal).then(
        (value) => {
          if (gone.signal.aborted) return;
          observer.next?.(value);
          observer.complete?.();
        },
        (error) => gone.signal.aborted || observer.error?.(error),
      );
      return { unsubscribe: () => gone.abort() };
    },
  };
}
