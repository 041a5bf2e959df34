import type { z } from 'zod';
import type { citizenAnswer } from './contract.ts';

/** What the register answers for one number: UNKNOWN where it has no such person. */
export type CitizenAnswer = z.infer<typeof citizenAnswer>;

/**
 * The national population register (Cơ sở dữ liệu quốc gia về dân cư) as matching asks it.
 */
export type PopulationRegister = {
  /**
   * Exactly one answer for each number. The numbers have 12 digits and are distinct, at most `batchSize` of them.
   * BatchFailedError where this batch got none in the end, RegisterRefusedError where no batch would.
   */
  lookUp: (numbers: readonly string[], signal?: AbortSignal) => Promise<Map<string, CitizenAnswer>>;
  /** The most numbers to ask at once. */
  batchSize: number;
  /** The most batches in flight. */
  concurrency: number;
  stop: () => Promise<void>;
};

/** Why a batch failed; told to the operator, without a value of a record. */
export type FailureKind = 'UNREACHABLE' | 'TIMED_OUT' | 'BUSY' | 'SERVER_ERROR' | 'MALFORMED' | 'REJECTED';

/** One batch got no answer that could be used, after all retries. */
export class BatchFailedError extends Error {
  readonly kind: FailureKind;
  constructor(kind: FailureKind) {
    super(`a batch failed: ${kind}`);
    this.kind = kind;
  }
}

/** The register refuses us: the token or the address is wrong, so that asking again is of no use. */
export class RegisterRefusedError extends Error {}
