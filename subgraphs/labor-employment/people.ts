import { eq, isNull } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import { exactRows } from '../kit/tally.ts';
import { employmentContracts, jobSeekers, workers } from './tables.ts';

/** The scope of this database's records of people: with it statistics tell those within reach exactly. */
const personalScope = 'labour:read';

/** How workers are counted: their records, and whose they are. */
export const workerRecords = (db: Database) => ({
  exact: exactRows(db, personalScope, workers),
  person: workers.personId,
});

/** People who look for work. */
export const seekers = (db: Database) => ({
  exact: exactRows(db, personalScope, jobSeekers),
  person: jobSeekers.personId,
  where: [eq(jobSeekers.status, 'SEEKING')],
});

/** Workers with a contract in force; a contract says whose it is through its worker. */
export const workersUnderContract = (db: Database) => ({
  ...workerRecords(db),
  distinct: employmentContracts.workerId,
  where: [isNull(employmentContracts.endedOn)],
  through: { table: workers, on: eq(workers.id, employmentContracts.workerId) },
});
