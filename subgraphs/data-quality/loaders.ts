import { asc, desc } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import { many } from '../kit/loaders.ts';
import type { LoadersOf } from '../kit/recipes.ts';
import { placeNameById } from './explanations.ts';
import { findingById, findingList, findingsByPersonId, findingsByRecord } from './findings.ts';
import { lastJudged } from './last-seen.ts';
import { qualityScores } from './scores.ts';
import { summaryByAgencyId, summaryByPlace } from './summaries.ts';
import { qualityRuns, ruleRuns, waivers } from './tables.ts';
import { participationOf } from './update-participation.ts';
import { addWaiver, withdrawWaiver } from './waiving.ts';

/** All reads of the data quality database, and its two writes. */
export const loaders = {
  findings: findingList,
  findingById,
  findingsByPersonId,
  findingsByRecord,
  waiversByFindingId: many(waivers, waivers.findingId, [desc(waivers.waivedAt), desc(waivers.id)]),
  lastJudged,
  placeNameById,
  qualityScores,
  summaryByAgencyId,
  summaryByPlace,
  participation: participationOf,
  runs: (db: Database) => (first: number) =>
    db.select().from(qualityRuns).orderBy(desc(qualityRuns.startedAt), desc(qualityRuns.id)).limit(first),
  addWaiver,
  withdrawWaiver,
  ruleRunsByRunId: many(ruleRuns, ruleRuns.runId, [asc(ruleRuns.ruleId)]),
};

export type Loaders = LoadersOf<typeof loaders>;
