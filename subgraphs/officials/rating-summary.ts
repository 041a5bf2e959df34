import DataLoader from 'dataloader';
import { count, eq } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import { isAnyOf } from '../kit/loaders.ts';
import { excellentQuota, type RatingGrade } from '../law/rating.ts';
import { officials, ratings } from './tables.ts';

/** `type RatingSummary` of the schema. */
type RatingSummary = {
  year: number;
  rated: number;
  excellent: number;
  good: number;
  completed: number;
  notCompleted: number;
  excellentLimit: number;
};

/** A loader of an agency's ratings counted by year, latest first; one statement a batch. */
export function ratingSummariesBy(db: Database): DataLoader<string, RatingSummary[]> {
  return new DataLoader(async (agencyIds) => {
    const rows = await db
      .select({ agencyId: officials.agencyId, year: ratings.year, grade: ratings.grade, count: count() })
      .from(ratings)
      .innerJoin(officials, eq(officials.id, ratings.officialId))
      .where(isAnyOf(officials.agencyId, agencyIds))
      .groupBy(officials.agencyId, ratings.year, ratings.grade);
    const byAgency = Map.groupBy(rows, ({ agencyId }) => agencyId);
    return agencyIds.map((agencyId) => {
      const byYear = Map.groupBy(byAgency.get(agencyId) ?? [], ({ year }) => year);
      return [...byYear].map(([year, grades]) => summarise(year, grades)).sort((a, b) => b.year - a.year);
    });
  });
}

function summarise(year: number, grades: { grade: RatingGrade; count: number }[]): RatingSummary {
  const of = (grade: RatingGrade) => grades.find((row) => row.grade === grade)?.count ?? 0;
  const good = of('GOOD');
  return {
    year,
    rated: grades.reduce((sum, row) => sum + row.count, 0),
    excellent: of('EXCELLENT'),
    good,
    completed: of('COMPLETED'),
    notCompleted: of('NOT_COMPLETED'),
    excellentLimit: excellentQuota(good),
  };
}
