import type { Caller } from '../../schema/caller.ts';

type Asked = {
  /** By the object: identity.ts gives the same one for the same claims, and no other caller has it. */
  caller: Caller;
  /** Of the whole request: its text and its variables. */
  digest: string;
  /** Aborted when this one waits no longer. */
  signal: AbortSignal;
};

type Running<Value> = { value: Promise<Value>; waiting: number; end: AbortController };

/** What came of it, and whether it was sent for this one. */
type Joined<Value> = { value: Value; isOwn: boolean };

/**
 * Joins identical requests of one caller that are under way at the same time: one is sent, and all are told what came of it.
 * It ends early once nobody waits for it. Nothing is kept of an answer, and of a request its digest alone.
 */
export function createInFlight<Value>() {
  let running = new WeakMap<Caller, Map<string, Running<Value>>>();

  const begin = (of: Map<string, Running<Value>>, key: string, send: (signal: AbortSignal) => Promise<Value>) => {
    const end = new AbortController();
    const begun: Running<Value> = { value: send(end.signal), waiting: 0, end };
    const forget = () => of.get(key) === begun && of.delete(key);
    begun.value.then(forget, forget);
    end.signal.addEventListener('abort', forget, { once: true });
    of.set(key, begun);
    return begun;
  };
  const wait = (request: Running<Value>, signal: AbortSignal) =>
    new Promise<Value>((resolve, reject) => {
      const leave = () => {
        request.waiting -= 1;
        if (request.waiting === 0) request.end.abort(signal.reason);
        reject(signal.reason);
      };
      const stay = () => signal.removeEventListener('abort', leave);
      request.waiting += 1;
      signal.addEventListener('abort', leave, { once: true });
      request.value.then(resolve, reject).finally(stay);
    });
  return {
    /** Rejects as `send` does, and with the signal's reason where that is aborted before. */
    async join(
      { caller, digest, signal }: Asked,
      send: (signal: AbortSignal) => Promise<Value>,
    ): Promise<Joined<Value>> {
      if (signal.aborted) throw signal.reason;
      const of = running.get(caller) ?? new Map<string, Running<Value>>();
      running.set(caller, of);
      const known = of.get(digest);
      const request = known ?? begin(of, digest, send);
      return { value: await wait(request, signal), isOwn: !known };
    },
    /** What is asked from now on is sent anew: something was written, and whoever reads after that must see it. */
    forget: () => {
      running = new WeakMap();
    },
  };
}
