import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../kit/database.ts';
import type { Group } from '../kit/grouping.ts';
import { officials, trainings } from './tables.ts';

/** Values of `enum EducationLevel`, lowest first, and what records call them (Luật Giáo dục 43/2019/QH14, 34/2018/QH14). */
const levels: readonly (readonly [name: string, recorded: readonly string[]])[] = [
  ['OTHER', []],
  ['ELEMENTARY', ['sơ cấp']],
  ['INTERMEDIATE', ['trung cấp']],
  ['COLLEGE', ['cao đẳng']],
  ['BACHELOR', ['đại học', 'cử nhân', 'kỹ sư']],
  ['MASTER', ['thạc sĩ']],
  ['DOCTORATE', ['tiến sĩ']],
];

const named = levels.flatMap(([, recorded], place) => recorded.map((name) => ({ name, place })));
const names = sql.raw(`'{${named.map(({ name }) => name)}}'::text[]`);
const places = sql.raw(`'{${named.map(({ place }) => place)}}'::int[]`);
const placeOf = (level: PgColumn) => sql`coalesce((${places})[array_position(${names}, lower(${level}))], 0)`;

/** The name of a level by its place; null where no degree is recorded, or none was grouped by. */
export const educationLevel = (place: unknown): string | null => levels[place as number]?.[0] ?? null;

/** Conditions of the filter that most officials meet. */
const wide: readonly string[] = ['status', 'category', 'sex', 'citizenMatch', 'formerUnits', 'inCommune'];

/**
 * The highest degree of each official, read in the order of an index that holds the levels. Under a filter that leaves few, of those alone
 * who meet its conditions; where it leaves many, finding them twice costs more than the degrees of the others.
 */
export function degreesOf(db: Database, filter: object, conditions: (SQL | undefined)[]): Group {
  const isNarrow = Object.entries(filter).some(([name, value]) => value != null && !wide.includes(name));
  const counted = db.statistics
    .select({ id: officials.id })
    .from(officials)
    .where(and(...conditions));
  const degrees = db.statistics
    .select({ officialId: trainings.officialId, level: sql<number>`max(${placeOf(trainings.level)})`.as('degree') })
    .from(trainings)
    .where(and(eq(trainings.kind, 'DEGREE'), isNarrow ? inArray(trainings.officialId, counted) : undefined))
    .groupBy(trainings.officialId)
    .as('degrees');
  return {
    keys: { education: sql`${degrees.level}` },
    join: { table: degrees as never, on: eq(degrees.officialId, officials.id) },
  };
}
