import { databaseErrorCode } from '../kit/database-error.ts';
import { compare } from './compare.ts';
import type { Compared, MatchRecords, RecordToCheck } from './records.ts';
import { BatchFailedError, type CitizenAnswer, type PopulationRegister } from './register.ts';

/** What became of one batch: told as it is done. `changed` records were edited or removed while the register was asked. */
export type BatchResult = { found: Compared[]; changed: number } | { failed: number; error: BatchFailedError };

/** Beside those in flight: batches that are being stored. */
const STORING = 2;

/**
 * Asks the register for batches and stores what it answers, several at once. Rejects where the register refuses us or the
 * database fails; what is under way then is left.
 *
 * @param tell called for each batch once it is stored or has failed; what it throws ends everything
 */
export async function checkBatches(
  batches: AsyncIterator<RecordToCheck[]>,
  { register, records, stopping }: { register: PopulationRegister; records: MatchRecords; stopping: AbortSignal },
  tell: (result: BatchResult) => void,
): Promise<void> {
  const broken = new AbortController();
  const signal = AbortSignal.any([broken.signal, stopping]);
  const work = async () => {
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      signal.throwIfAborted();
      tell(await checkBatch(next.value, register, records, signal));
    }
  };
  const workers = Array.from({ length: register.concurrency + STORING }, () =>
    work().catch((error: unknown) => {
      broken.abort(error);
    }),
  );
  await Promise.all(workers);
  signal.throwIfAborted();
}

async function checkBatch(
  batch: RecordToCheck[],
  register: PopulationRegister,
  records: MatchRecords,
  signal: AbortSignal,
): Promise<BatchResult> {
  // The same person may have two records. What is no number at all, no register knows.
  const numbers = [...new Set(batch.map(({ personalNumber }) => personalNumber))].filter((each) =>
    /^\d{12}$/.test(each),
  );
  let answers = new Map<string, CitizenAnswer>();
  try {
    if (numbers.length > 0) answers = await register.lookUp(numbers, signal);
  } catch (error) {
    if (error instanceof BatchFailedError) return { failed: batch.length, error };
    throw error;
  }
  const found = batch.map((record) => ({
    ...compare(record, answers.get(record.personalNumber) ?? null),
    id: record.id,
    fingerprint: record.fingerprint,
  }));
  const stored = await store(records, found);
  return { found: found.filter(({ id }) => stored.has(id)), changed: found.length - stored.size };
}

/** A record was removed in the very moment; or an owner edits the same ones, and PostgreSQL chose us to step back. */
const passing: readonly (string | undefined)[] = ['23503', '40P01', '40001'];

async function store(records: MatchRecords, found: Compared[]): Promise<Set<string>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await records.store(found);
    } catch (error) {
      if (!passing.includes(databaseErrorCode(error)) || attempt === 5) throw error;
    }
  }
}
