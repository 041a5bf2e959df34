import { and, desc, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { createLoader, type Loader } from '../kit/batch/loader.ts';
import type { Database } from '../kit/database.ts';
import { createStatement } from '../kit/statement.ts';
import { type SalaryStepRow, salarySteps } from './tables.ts';

const { officialId, ordinal, coefficient, positionAllowance, overFramePercent, effectiveFrom, effectiveTo } =
  salarySteps;

export type StepInForce = Pick<
  SalaryStepRow,
  'coefficient' | 'positionAllowance' | 'overFramePercent' | 'effectiveFrom' | 'effectiveTo'
>;

const stepsWithin = createStatement((db) =>
  db
    .select({ officialId, coefficient, positionAllowance, overFramePercent, effectiveFrom, effectiveTo })
    .from(salarySteps)
    .where(
      and(
        sql`${officialId} = any(${sql.placeholder('ids')}::uuid[])`,
        lte(effectiveFrom, sql.placeholder('last')),
        or(isNull(effectiveTo), gt(effectiveTo, sql.placeholder('first'))),
      ),
    )
    .orderBy(desc(ordinal)),
);

/**
 * Loaders of the salary steps of an official that are in force on a day (yyyy-MM-dd), and those of the other days that are asked for at the
 * same time: `(day) => loader`. One statement a batch, whatever the days; of all that somebody has been paid only what is asked for.
 */
export function stepsInForce(db: Database): (day: string) => Pick<Loader<string, StepInForce[]>, 'load' | 'loadAll'> {
  const steps = createLoader(
    async (asked: readonly { id: string; day: string }[]) => {
      const ids = [...new Set(asked.map(({ id }) => id))];
      const days = asked.map(({ day }) => day).sort();
      const found = await stepsWithin(db, { ids, first: days[0], last: days.at(-1) });
      const byOfficial = Map.groupBy(found, (step) => step.officialId);
      return asked.map(({ id }) => byOfficial.get(id) ?? []);
    },
    ({ id, day }) => `${day} ${id}`,
  );
  return (day) => ({
    load: (id) => steps.load({ id, day }),
    loadAll: (ids) => steps.loadAll(ids.map((id) => ({ id, day }))),
  });
}
