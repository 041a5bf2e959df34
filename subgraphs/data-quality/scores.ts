import { type SQL, sql } from 'drizzle-orm';
import { anyOf, type Optional } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { type PlaceFilter, placeConditions } from '../kit/jurisdiction.ts';
import { refuseUnions } from '../kit/tally.ts';
import { today } from '../kit/today.ts';
import { cellKeys, isAllExact, sumCells } from './cells.ts';
import { subgraphName } from './names.ts';
import { filterRules } from './rule-list.ts';
import type { Rule } from './rules/rule.ts';
import { subjects } from './rules/subjects.ts';
import { endOfDay } from './score-days.ts';
import { type Figures, figuresOf } from './score-formula.ts';
import { qualityCells } from './tables.ts';

export type QualityGroup = keyof typeof cellKeys;

/** `input QualityFilter` of the schema. */
export type QualityFilter = PlaceFilter &
  Optional<Record<'ruleIds' | 'dimension' | 'severity' | 'databases' | 'ownerIds' | 'agencyIds', string[]>>;

/** One group on one day: its keys (those not grouped by are missing) and what is told of it. */
export type ScoreRow = Partial<Record<QualityGroup, string | null>> & { on: string } & Figures;

/** Over rules figures are summed as published, so that several together tell no more than each for itself. */
const unions = {
  ownerIds: ['OWNER', 'AGENCY'],
  agencyIds: ['AGENCY'],
  provinceIds: ['PROVINCE', 'UNIT'],
  unitIds: ['UNIT'],
};

export type ScoreArguments = { groupBy: QualityGroup[]; filter?: QualityFilter | null };

/**
 * `(arguments, when) => rows`: scores at the end of a day, or now without one, the group with the most checked first; of several
 * days those of each that has any, the earliest first. One statement. BAD_USER_INPUT above 1,000 rows, and for unions that would tell small groups.
 */
export const qualityScores =
  (db: Database) =>
  async ({ groupBy, filter }: ScoreArguments, when: string | readonly string[] | null): Promise<ScoreRow[]> => {
    const { databases, ruleIds, dimension, severity, ...given } = filter ?? {};
    const rules = filterRules({ ids: ruleIds, dimension, severity }).filter(isOfDatabase(databases));
    const exact = isAllExact(db, rules);
    const isTrend = typeof when !== 'string' && when !== null;
    const keys = [...new Set(groupBy)];
    refuseUnions(exact ? 'all' : 'nobody', filter, keys, unions);
    const groupsFound = await sumCells(db, {
      rules,
      keys: keys.map((group) => cellKeys[group]),
      days: isTrend ? when : undefined,
      where: [
        isTrend ? undefined : heldOn(when),
        anyOf(qualityCells.ownerId, given.ownerIds, 'filter.ownerIds'),
        anyOf(qualityCells.agencyId, given.agencyIds, 'filter.agencyIds'),
        ...placeConditions(qualityCells, given),
      ],
    });
    const rows = groupsFound.map(({ keys: values, counts }) => ({
      ...Object.fromEntries(keys.map((group, index) => [group, values[isTrend ? index + 1 : index]])),
      on: typeof when === 'string' ? when : isTrend ? (values[0] as string) : today(),
      ...figuresOf([...counts.values()], exact),
    }));
    const told = keys.length > 0 ? rows.filter(({ checked }) => checked !== null) : rows;
    return told.toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)) || (b.checked ?? 0) - (a.checked ?? 0));
  };

/** The cells that held at the end of a day; those of now without one. */
function heldOn(day: string | null): SQL {
  const { validFrom, validTo } = qualityCells;
  if (day === null) return sql`${validTo} is null`;
  const end = sql`${endOfDay(day)}::timestamptz`;
  return sql`${validFrom} < ${end} and (${validTo} is null or ${validTo} >= ${end})`;
}

const isOfDatabase = (databases: readonly string[] | null | undefined) => (rule: Rule) =>
  !databases || databases.map(subgraphName).includes(subjects[rule.subject].database);
