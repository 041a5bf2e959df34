import type { SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/**
 * Which records of a database are compared with the population register (`npm run match`), and where the outcome goes. The
 * tables `matches` and `runs` have the columns that officials' citizen_matches and citizen_match_runs have.
 */
export type CitizenRecords = {
  table: PgTable;
  id: PgColumn;
  personalNumber: PgColumn;
  fullName: PgColumn;
  sex: PgColumn;
  birthDate: PgColumn;
  /** Whether the record itself says that the person has died: then the register's saying so agrees with it. */
  deceased: SQL;
  /** The summary on the record: MATCHED or NOT_MATCHED, and since when it says so. */
  match: PgColumn;
  matchedAt: PgColumn;
  /** A row a record: what was found. `record` is the column that names the record. */
  matches: { table: PgTable; record: PgColumn };
  /** A row a run. */
  runs: PgTable;
};
