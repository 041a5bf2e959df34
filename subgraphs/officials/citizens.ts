import { sql } from 'drizzle-orm';
import type { CitizenRecords } from '../kit/citizen-records.ts';
import { citizenMatches, citizenMatchRuns, officials } from './tables.ts';

/** What `npm run match` compares with the population register. */
export const citizens: CitizenRecords = {
  table: officials,
  id: officials.id,
  personalNumber: officials.personalNumber,
  fullName: officials.fullName,
  sex: officials.sex,
  birthDate: officials.birthDate,
  deceased: sql`${officials.status} = 'DECEASED'`,
  match: officials.citizenMatch,
  matchedAt: officials.citizenMatchedAt,
  matches: { table: citizenMatches, record: citizenMatches.officialId },
  runs: citizenMatchRuns,
};
