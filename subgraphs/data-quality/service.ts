import { badUserInput } from '../kit/errors.ts';
import type { Loaders } from './loaders.ts';
import { requireReason } from './require-reason.ts';
import type { FindingRow } from './tables.ts';

/*
 * Two writes: that a finding is none, and back. Both write `waivers` alone, of which no row ever goes: what becomes of the finding,
 * the database's own trigger does (migrations/0002_waiving.sql), and who may, its policies.
 */

/** BAD_USER_INPUT for a finding that is not open or out of the caller's sight, and for too short or long a reason. */
export async function waive(loaders: Loaders, id: string, given: string): Promise<FindingRow | null> {
  const reason = requireReason(given);
  const { state } = await visible(loaders, id);
  if (state === 'RESOLVED') throw notOpen();
  if (state === 'OPEN') await loaders.addWaiver(id, reason);
  const row = await again(loaders, id);
  if (row?.state !== 'WAIVED') throw notOpen();
  return row;
}

/** BAD_USER_INPUT for a finding that is resolved or out of the caller's sight. */
export async function unwaive(loaders: Loaders, id: string): Promise<FindingRow | null> {
  const { state, fingerprint } = await visible(loaders, id);
  if (state === 'RESOLVED') throw notOpen();
  if (state === 'WAIVED') await loaders.withdrawWaiver(id, fingerprint);
  return again(loaders, id);
}

async function visible({ findingById }: Loaders, id: string): Promise<FindingRow> {
  const row = await findingById.load(id);
  if (!row) throw badUserInput('Argument "id": expected the id of a finding that you may see.');
  return row;
}

/** As it is now: it was read before it was changed. */
function again({ findingById, waiversByFindingId }: Loaders, id: string): Promise<FindingRow | null> {
  waiversByFindingId.clear(id);
  findingById.clear(id);
  return findingById.load(id);
}

const notOpen = () =>
  badUserInput('Argument "id": expected an open finding; this one is resolved or has just changed.');
