import { AsyncResource } from 'node:async_hooks';
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IRetryBackoffContext,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import type { GatewayObserver } from '../telemetry/observer.ts';
import type { SubgraphSettings } from './environment.ts';
import { SubgraphFailure } from './failure.ts';
import type { Share } from './share.ts';

type BreakerState = Parameters<NonNullable<GatewayObserver['onBreaker']>>[0]['state'];

type PolicyOptions = {
  settings: SubgraphSettings;
  /** Told each state that the breaker enters. */
  onState: (state: BreakerState) => void;
  /** Bounds what it holds while it hangs; nothing does without it. */
  share?: Share | undefined;
};

type RunOptions = {
  /** Aborted when nobody waits any longer. */
  signal?: AbortSignal | undefined;
  /** Whether the task may run again where its failure allows it. */
  isRepeatable: boolean;
};

/**
 * Of the last 20 requests (and not before there were 8) more than half failed: most of a busy subgraph's, or all of one that is
 * seldom asked. By number and not by time, because both kinds shall be left alone.
 */
const sampled = { size: 20, minimumNumberOfCalls: 8, threshold: 0.5 };

/** A subgraph is asked to come back by `Retry-After` for at most this many milliseconds. */
export const longestRetryAfter = 1_000;

/** Milliseconds before the first repetition; doubled for each further one, and random below that, so that clients do not come back at once. */
const firstDelay = 50;

const states: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};

/**
 * How much one subgraph is asked, and for how long: its share of the gateway's places (share.ts), in that a circuit breaker, in it
 * the time limit, in it a bounded number that run and wait, in it the repetitions. So waiting counts as time, a request and its
 * repetitions count as one for the breaker, what the share refuses does not count, and a request that was given up keeps its
 * place here until it has really ended.
 *
 * `run` rejects with a SubgraphFailure alone.
 */
export function createPolicy({ settings, onState, share }: PolicyOptions) {
  const circuit = circuitBreaker(
    // Of a trial anything but an answer counts: that its client went away says nothing in favour of the subgraph.
    handleWhen((error) => isFault(error) || circuit.state === CircuitState.HalfOpen),
    { breaker: new CountBreaker(sampled), halfOpenAfter: settings.pause },
  );
  circuit.onStateChange((state) => onState(states[state]));
  const patience = timeout(settings.timeout, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false });
  const room = bulkhead(settings.concurrency, settings.queue);
  const repetition = retry(handleWhen(isRetryable), {
    maxAttempts: settings.retries,
    backoff: new DelegateBackoff((context: IRetryBackoffContext<unknown>) => delayBefore(context)),
  });

  const inTime = async <T>(task: (signal: AbortSignal) => Promise<T>, { signal, isRepeatable }: RunOptions) => {
    // What waits is started by whoever made room for it: it must not take that one's trace for its own.
    const own = room.executionSlots > 0 ? task : AsyncResource.bind(task);
    let limit: AbortSignal | undefined;
    try {
      return await patience.execute((context) => {
        limit = context.signal;
        const attempt = () => own(context.signal);
        return room.execute(
          () => (isRepeatable ? repetition.execute(attempt, context.signal) : attempt()),
          context.signal,
        );
      }, signal);
    } catch (error) {
      if (signal?.aborted) throw signal.reason instanceof SubgraphFailure ? signal.reason : cancelled();
      if (limit?.aborted) throw new SubgraphFailure('timeout', 'no answer in time', { isFault: true });
      throw failureOf(error);
    }
  };

  const unlessBroken = async <T>(task: (signal: AbortSignal) => Promise<T>, options: RunOptions) => {
    // The breaker would let others wait until the trial has ended, which may take as long as a time limit.
    if (circuit.state === CircuitState.HalfOpen) throw leftAlone();
    try {
      return await circuit.execute(() => inTime(task, options));
    } catch (error) {
      throw error instanceof BrokenCircuitError ? leftAlone() : error;
    }
  };

  return {
    async run<T>(task: (signal: AbortSignal) => Promise<T>, options: RunOptions): Promise<T> {
      const { signal, isRepeatable } = options;
      if (signal?.aborted) throw cancelled();
      if (!share) return unlessBroken(task, options);
      const given = new AbortController();
      // Of what is not repeatable nobody would know whether it was done.
      const place = share.enter(isRepeatable ? (failure) => given.abort(failure) : undefined);
      const leave = () => given.abort();
      signal?.addEventListener('abort', leave, { once: true });
      let isAnswered = false;
      try {
        const answer = await unlessBroken(task, { ...options, signal: given.signal });
        isAnswered = true;
        return answer;
      } finally {
        place.leave(isAnswered);
        signal?.removeEventListener('abort', leave);
      }
    },
  };
}

const isFault = (error: unknown) => error instanceof SubgraphFailure && error.isFault;
const isRetryable = (error: unknown) => error instanceof SubgraphFailure && error.isRetryable;
const cancelled = () => new SubgraphFailure('cancelled', 'the client has gone away');
const leftAlone = () => new SubgraphFailure('rejected', 'left alone after failures');

function delayBefore({ attempt, result }: IRetryBackoffContext<unknown>): number {
  const asked = 'error' in result && result.error instanceof SubgraphFailure ? result.error.retryAfter : undefined;
  return asked ?? Math.random() * firstDelay * 2 ** attempt;
}

/** Unforeseen errors are told by their kind: messages may repeat values. */
function failureOf(error: unknown): SubgraphFailure {
  if (error instanceof SubgraphFailure) return error;
  if (error instanceof BulkheadRejectedError) return new SubgraphFailure('rejected', 'too many requests wait');
  return new SubgraphFailure('unavailable', (error as Error).name, { isFault: true });
}
