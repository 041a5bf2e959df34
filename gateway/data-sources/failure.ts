import type { FetchOutcome } from '../telemetry/observer.ts';

type FailureDetails = {
  /** Whether a query may be sent again: nothing was answered, or it was asked to come back. */
  isRetryable?: boolean;
  /** Milliseconds after which it asked for that. */
  retryAfter?: number | undefined;
  /** Whether it counts against the subgraph (policy.ts). */
  isFault?: boolean;
};

/** Why a subgraph gave no answer that can be used. Its message is for the log, and holds nothing that was asked or answered. */
export class SubgraphFailure extends Error {
  readonly outcome: Exclude<FetchOutcome, 'answered' | 'errors'>;
  readonly isRetryable: boolean;
  readonly retryAfter: number | undefined;
  readonly isFault: boolean;
  constructor(
    outcome: SubgraphFailure['outcome'],
    message: string,
    { isRetryable = false, retryAfter, isFault = false }: FailureDetails = {},
  ) {
    super(message);
    this.outcome = outcome;
    this.isRetryable = isRetryable;
    this.retryAfter = retryAfter;
    this.isFault = isFault;
  }
}

/** Told why a subgraph gave no answer; never holds what was asked or answered. */
export type ReportFailure = (failure: { subgraph: string; requestId: string; message: string }) => void;
