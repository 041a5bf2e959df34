import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../kit/database.ts';
import { exactRows, type ReachColumns } from '../kit/tally.ts';
import { poorHouseholds } from './tables.ts';

/** The scope of this database's records of people: with it statistics tell those within reach exactly. */
const personalScope = 'insurance:read';

/** How the records of a table are counted, and whose they are. */
export const recordsOf = (db: Database, table: ReachColumns & { personId: PgColumn }, sensitive = false) => ({
  exact: exactRows(db, personalScope, table, sensitive),
  person: table.personId,
});

/** How households are counted: those too few to tell are not told, as if they were people. */
export const households = (db: Database) => recordsOf(db, { ...poorHouseholds, personId: poorHouseholds.id });
