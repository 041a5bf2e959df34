import DataLoader from 'dataloader';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import { isProvince } from '../kit/jurisdiction.ts';
import { today } from '../kit/today.ts';
import { besideKey, type CellGroup, isAllExact, sumCells } from './cells.ts';
import { findRule } from './rule-list.ts';
import { rules } from './rules/catalogue.ts';
import { type Figures, figuresOf, type RuleCounts } from './score-formula.ts';
import type { ScoreRow } from './scores.ts';
import { qualityCells } from './tables.ts';

/** `type QualitySummary` of the schema. */
export type Summary = Figures & { byDimension: ScoreRow[] };

/** A loader of the quality of the records of an agency and of those below it; one statement a batch. */
export const summaryByAgencyId = (db: Database) =>
  summaryBy(
    db,
    // By bytes, in which '/' follows '.': a range that the index finds, unlike a pattern that differs from key to key.
    sql`${qualityCells.agencyId} = asked.key
      or (${qualityCells.agencyId} ~>=~ (asked.key || '.') and ${qualityCells.agencyId} ~<~ (asked.key || '/'))`,
  );

/** Loaders of the quality of the records in a unit or, for a province, under it; one statement a batch each. */
export function summaryByPlace(db: Database): { load: (id: string) => Promise<Summary> } {
  const provinces = summaryBy(db, sql`${qualityCells.provinceId} = asked.key`);
  const units = summaryBy(db, sql`${qualityCells.unitId} = asked.key`);
  return { load: (id) => (isProvince(id) ? provinces : units).load(id) };
}

function summaryBy(db: Database, belongs: SQL): DataLoader<string, Summary> {
  return new DataLoader(async (keys) => {
    const exact = isAllExact(db, rules);
    const groups = await sumCells(db, {
      rules,
      keys: [besideKey('asked.key')],
      beside: sql`join unnest(${sql.param([...keys])}::text[]) as asked (key) on (${belongs})`,
      where: [sql`${qualityCells.validTo} is null`],
    });
    const byKey = new Map(groups.map((group) => [group.keys[0], group]));
    return keys.map((key) => summaryOf(byKey.get(key)?.counts ?? new Map(), exact));
  });
}

function summaryOf(counts: CellGroup['counts'], exact: boolean): Summary {
  const byDimension = Map.groupBy(counts, ([id]) => findRule(id)?.dimension ?? 'CORRECT');
  const rows = [...byDimension].map(([DIMENSION, found]) => ({
    DIMENSION,
    on: today(),
    ...figuresOf(
      found.map(([, one]: [string, RuleCounts]) => one),
      exact,
    ),
  }));
  return {
    ...figuresOf([...counts.values()], exact),
    byDimension: rows
      .filter(({ checked }) => checked !== null)
      .toSorted((a, b) => order(a.DIMENSION) - order(b.DIMENSION)),
  };
}

/** As the words go: đúng - đủ - sạch - sống. */
const order = (dimension: string) => ['CORRECT', 'SUFFICIENT', 'CLEAN', 'LIVING'].indexOf(dimension);
