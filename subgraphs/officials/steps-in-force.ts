import { and, desc, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { createLoader } from '../kit/batch/loader.ts';
import { each } from '../kit/recipes.ts';
import { createStatement } from '../kit/statement.ts';
import { salarySteps } from './tables.ts';

const { officialId, ordinal, coefficient, positionAllowance, overFramePercent, effectiveFrom, effectiveTo } =
  salarySteps;

const stepsOn = createStatement((db) =>
  db
    .select({ officialId, coefficient, positionAllowance, overFramePercent, effectiveFrom, effectiveTo })
    .from(salarySteps)
    .where(
      and(
        sql`${officialId} = any(${sql.placeholder('ids')}::uuid[])`,
        lte(effectiveFrom, sql.placeholder('day')),
        or(isNull(effectiveTo), gt(effectiveTo, sql.placeholder('day'))),
      ),
    )
    .orderBy(desc(ordinal)),
);

/**
 * Loaders of the salary steps of an official that are in force on a day (yyyy-MM-dd), one but for wrong records: `(day) => loader`. One
 * statement a batch, of all that somebody has been paid only what is asked for.
 */
export const stepsInForce = each((db, day: string) =>
  createLoader(async (ids: readonly string[]) => {
    const byOfficial = Map.groupBy(await stepsOn(db, { ids: [...ids], day }), (step) => step.officialId);
    return ids.map((id) => byOfficial.get(id) ?? []);
  }),
);
