import { sql } from 'drizzle-orm';
import { officials } from './tables.ts';

/** People who hold a post: those on secondment keep theirs, one recorded twice holds one. */
export const staff = sql<number>`(count(distinct ${officials.personId})
  filter (where ${officials.status} in ('ACTIVE', 'SECONDED')))::int`;
