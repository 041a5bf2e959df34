import { inArray } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import { exactRows } from '../kit/tally.ts';
import { officials } from './tables.ts';

/** The scope of this database's records of people: with it statistics tell those within reach exactly. */
const personalScope = 'officials:read';

/** How officials are counted: their records, and whose they are. */
export const records = (db: Database) => ({
  exact: exactRows(db, personalScope, officials),
  person: officials.personId,
});

/** People who hold a post: those on secondment keep theirs, one recorded twice holds one. */
export const staff = (db: Database) => ({
  ...records(db),
  distinct: officials.personId,
  where: [inArray(officials.status, ['ACTIVE', 'SECONDED'])],
});
