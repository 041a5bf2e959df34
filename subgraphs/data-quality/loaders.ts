import { asc, desc } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import { many } from '../kit/loaders.ts';
import { placeNameById } from './explanations.ts';
import { findingById, findingList, findingsByPersonId, findingsByRecord } from './findings.ts';
import { lastJudged } from './last-seen.ts';
import { qualityScores } from './scores.ts';
import { summaryByAgencyId, summaryByPlace } from './summaries.ts';
import { qualityRuns, ruleRuns, waivers } from './tables.ts';
import { participationOf } from './update-participation.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** All reads of the data quality database, for one request. */
export const createLoaders = (db: Database) => ({
  findings: findingList(db),
  findingById: findingById(db),
  findingsByPersonId: findingsByPersonId(db),
  findingsByRecord: findingsByRecord(db),
  waiversByFindingId: many(db, waivers, waivers.findingId, [desc(waivers.waivedAt), desc(waivers.id)]),
  lastJudged: lastJudged(db),
  placeNameById: placeNameById(db),
  qualityScores: qualityScores(db),
  summaryByAgencyId: summaryByAgencyId(db),
  summaryByPlace: summaryByPlace(db),
  participation: participationOf(db),
  runs: (first: number) =>
    db.select().from(qualityRuns).orderBy(desc(qualityRuns.startedAt), desc(qualityRuns.id)).limit(first),
  ruleRunsByRunId: many(db, ruleRuns, ruleRuns.runId, [asc(ruleRuns.ruleId)]),
});
