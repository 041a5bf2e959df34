/** How a request to a subgraph ended. `errors`: answered, with errors of its own. */
export type FetchOutcome = 'answered' | 'errors' | 'timeout' | 'unavailable' | 'invalid' | 'cancelled' | 'rejected';

/**
 * What the gateway tells of itself while it works, as plain data without a personal value: metrics, traces and logs listen. None
 * of these may throw, and none is waited for. Times are in milliseconds.
 */
export type GatewayObserver = {
  /** A request to /graphql was answered. `operation` is a name that we know (of a committed or trusted document), never a client's own. */
  onRequest?: (event: {
    requestId: string;
    /** Of the answer; 499 where the client went away before it had one. */
    status: number;
    milliseconds: number;
    kind: 'query' | 'mutation' | null;
    operation: string | null;
    client: string | null;
    /** What it cost after all, where that is known. */
    cost: number | null;
    /** Codes of its errors, each once. */
    codes: readonly string[];
  }) => void;
  /** The plan of an operation stands: found in the cache, or made. */
  onPlan?: (event: { milliseconds: number; cached: boolean }) => void;
  /**
   * An operation was executed: by code made for its plan; begun so and ended by the executor of @apollo/gateway, with what was answered
   * (replayed; `fault`: because that code has failed, which is a mistake of ours); or by that alone (stock), for this reason.
   */
  onExecution?: (event: { executor: 'compiled' | 'replayed' | 'stock'; reason?: string }) => void;
  onFetch?: (event: {
    subgraph: string;
    milliseconds: number;
    outcome: FetchOutcome;
    retries: number;
    /** Of the answer, where it came over HTTP. */
    bytes?: number;
  }) => void;
  /** Entities of a request to a subgraph that may be kept: how many were (`hits`), and how many are asked. */
  onCache?: (event: { subgraph: string; hits: number; misses: number }) => void;
  onBreaker?: (event: { subgraph: string; state: 'closed' | 'open' | 'half-open' }) => void;
  onCost?: (event: { estimated: number; actual: number }) => void;
  /** A request was refused by a limit, a budget or for want of room, with its code. */
  onRefusal?: (event: { code: string }) => void;
  /** How many requests run and wait, each time that changes. */
  onLoad?: (event: { running: number; queued: number }) => void;
};

/** Tells several observers. */
export function tellAll(observers: readonly GatewayObserver[]): GatewayObserver {
  const tell = <Event>(listenersOf: (observer: GatewayObserver) => ((event: Event) => void) | undefined) => {
    const listening = observers.flatMap((observer) => listenersOf(observer) ?? []);
    return (event: Event) => {
      for (const listen of listening) listen(event);
    };
  };
  return {
    onRequest: tell(({ onRequest }) => onRequest),
    onPlan: tell(({ onPlan }) => onPlan),
    onExecution: tell(({ onExecution }) => onExecution),
    onFetch: tell(({ onFetch }) => onFetch),
    onCache: tell(({ onCache }) => onCache),
    onBreaker: tell(({ onBreaker }) => onBreaker),
    onCost: tell(({ onCost }) => onCost),
    onRefusal: tell(({ onRefusal }) => onRefusal),
    onLoad: tell(({ onLoad }) => onLoad),
  };
}
