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
  const room = bulkhead(settings.concurrency, settings.queue);
  const repetition = retry(handleWhen(isRetryable), {
    maxAttempts: settings.retries,
    backoff: new DelegateBackoff((context: IRetryBackoffContext<unknown>) => delayBefore(context)),
  });

  /** Rejects with the signal's reason, a SubgraphFailure, as soon as that is aborted; the task may take longer to end. */
  const untilEnd = <T>(task: (signal: AbortSignal) => Promise<T>, signal: AbortSignal, isRepeatable: boolean) => {
    // What waits is started by whoever made room for it: it must not take that one's trace for its own.
    const own = room.executionSlots > 0 ? task : AsyncResource.bind(task);
    const attempt = () => own(signal);
    return new Promise<T>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      room
        .execute(isRepeatable && settings.retries > 0 ? () => repetition.execute(attempt, signal) : attempt, signal)
        .then(resolve, (error) => reject(failureOf(error)));
    });
  };

  const unlessBroken = async <T>(ask: () => Promise<T>): Promise<T> => {
    // The breaker would let others wait until the trial has ended, which may take as long as a time limit.
    if (circuit.state === CircuitState.HalfOpen) throw leftAlone();
    try {
      return await circuit.execute(ask);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? leftAlone() : error;
    }
  };

  return {
    async run<T>(task: (signal: AbortSignal) => Promise<T>, { signal, isRepeatable }: RunOptions): Promise<T> {
      if (signal?.aborted) throw cancelled();
      // One for all who may end it: the client, the share and the time limit.
      const end = new AbortController();
      // Of what is not repeatable nobody would know whether it was done.
      const place = share?.enter(isRepeatable ? (failure) => end.abort(failure) : undefined);
      const leave = () => end.abort(cancelled());
      signal?.addEventListener('abort', leave, { once: true });
      const late = setTimeout(() => end.abort(tooLate()), settings.timeout);
      let isAnswered = false;
      try {
        const answer = await unlessBroken(() => untilEnd(task, end.signal, isRepeatable));
        isAnswered = true;
        return answer;
      } finally {
        clearTimeout(late);
        signal?.removeEventListener('abort', leave);
        place?.leave(isAnswered);
      }
    },
  };
}

const isFault = (error: unknown) => error instanceof SubgraphFailure && error.isFault;
const isRetryable = (error: unknown) => error instanceof SubgraphFailure && error.isRetryable;
const cancelled = () => new SubgraphFailure('cancelled', 'the client has gone away');
const tooLate = () => new SubgraphFailure('timeout', 'no answer in time', { isFault: true });
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
