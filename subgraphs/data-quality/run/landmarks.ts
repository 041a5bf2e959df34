import type { Session } from './session.ts';
import { type Described, schemaOf } from './shape.ts';

/** Columns that rules measure from the newest of, which is no record's own: the newest month that anyone has paid for (`newestMonth` in rules/sql.ts). */
const landmarkColumns = ['last_contribution_month'];

/** The columns of an extract that landmarks are read from: an index on each gives the newest at once. */
export const landmarksOf = ({ columns }: Described): string[] => landmarkColumns.filter((column) => column in columns);

/** What rules measure from on the day that is judged: the newest of a column; null where there is none. */
export type Landmark = { table: string; column: string; newest: string | null };

/** Reads the landmarks of the staged databases. */
export async function readLandmarks(session: Session, shapes: Record<string, Described[]>): Promise<Landmark[]> {
  const landmarks: Landmark[] = [];
  for (const [database, shape] of Object.entries(shapes))
    for (const described of shape)
      for (const column of landmarksOf(described)) {
        const table = `${schemaOf(database)}.${described.name}`;
        const [row] = await session.rows<{ newest: string | null }>(
          `select max(${column})::text as newest from ${table} where ${column} <= as_of()`,
        );
        landmarks.push({ table, column, newest: row?.newest ?? null });
      }
  return landmarks;
}
