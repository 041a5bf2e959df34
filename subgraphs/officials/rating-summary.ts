import DataLoader from 'dataloader';
import { eq, type SQL } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import type { Tally } from '../kit/disclosure.ts';
import { isAnyOf } from '../kit/look-up.ts';
import { isTold, tallyOfRows, tellCount } from '../kit/tally.ts';
import { excellentQuota, type RatingGrade } from '../law/rating.ts';
import { records } from './headcount.ts';
import { officials, ratings } from './tables.ts';

/** `type RatingSummary` of the schema; numbers that are not told are null. */
type RatingSummary = Record<'rated' | 'excellent' | 'good' | 'completed' | 'notCompleted', number | null> & {
  year: number;
  excellentLimit: number | null;
};

const graded = (grade: RatingGrade) => eq(ratings.grade, grade);

/** A loader of an agency's ratings counted by year, latest first; years too small to tell are left out. One statement a batch. */
export function ratingSummariesBy(db: Database): DataLoader<string, RatingSummary[]> {
  const { exact, person } = records(db);
  const tally = (where?: SQL) => tallyOfRows(exact, { person, where });
  return new DataLoader(async (agencyIds) => {
    const rows = await db.statistics
      .select({
        agencyId: officials.agencyId,
        year: ratings.year,
        rated: tally(),
        excellent: tally(graded('EXCELLENT')),
        good: tally(graded('GOOD')),
        completed: tally(graded('COMPLETED')),
        notCompleted: tally(graded('NOT_COMPLETED')),
      })
      .from(ratings)
      .innerJoin(officials, eq(officials.id, ratings.officialId))
      .where(isAnyOf(officials.agencyId, agencyIds))
      .groupBy(officials.agencyId, ratings.year)
      .having(isTold(exact, { person }));
    const byAgency = Map.groupBy(rows, ({ agencyId }) => agencyId);
    const summarise = ({ year, rated, excellent, good, completed, notCompleted }: (typeof rows)[number]) => {
      const tell = (part: Tally) => tellCount(exact, part, rated);
      const toldGood = tell(good);
      return {
        year,
        rated: tell(rated),
        excellent: tell(excellent),
        good: toldGood,
        completed: tell(completed),
        notCompleted: tell(notCompleted),
        excellentLimit: toldGood === null ? null : excellentQuota(toldGood),
      };
    };
    return agencyIds.map((id) => (byAgency.get(id) ?? []).map(summarise).sort((a, b) => b.year - a.year));
  });
}
