import { and, eq, inArray, ne, notExists, type SQL, sql } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
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

/**
 * The highest degree of each official: that beside which there is no higher one, which PostgreSQL finds for all of them in a third of the
 * time that it takes to sort or to sum them up. Of those alone who meet the conditions of the filter, because most leave few.
 */
export function degreesOf(db: Database, conditions: (SQL | undefined)[]): Group {
  const given = conditions.filter((condition) => condition !== undefined);
  const counted = db.statistics
    .select({ id: officials.id })
    .from(officials)
    .where(and(...given));
  const other = alias(trainings, 'other');
  const higher = db.statistics
    .select({ one: sql`1` })
    .from(other)
    .where(
      and(
        eq(other.officialId, trainings.officialId),
        eq(other.kind, 'DEGREE'),
        ne(other.ordinal, trainings.ordinal),
        sql`(${placeOf(other.level)}, ${other.ordinal}) > (${placeOf(trainings.level)}, ${trainings.ordinal})`,
      ),
    );
  const degrees = db.statistics
    .select({ officialId: trainings.officialId, level: sql<number>`${placeOf(trainings.level)}`.as('degree') })
    .from(trainings)
    .where(
      and(
        eq(trainings.kind, 'DEGREE'),
        notExists(higher),
        given.length > 0 ? inArray(trainings.officialId, counted) : undefined,
      ),
    )
    .as('degrees');
  return {
    keys: { education: sql`${degrees.level}` },
    join: { table: degrees as never, on: eq(degrees.officialId, officials.id) },
  };
}
