import type { Session } from './session.ts';
import type { Described } from './shape.ts';

/** What rules measure from that is no record's own: the newest month that anyone has paid for (`newestMonth` in rules/sql.ts). */
const landmarkColumns = ['last_contribution_month'];

/** The columns of an extract that landmarks are read from: an index on each gives the newest at once. */
export const landmarksOf = ({ columns }: Described): string[] => landmarkColumns.filter((column) => column in columns);

/** The landmarks of a staged database, as text: when one moves, no record is judged as it was. */
export async function readLandmarks(session: Session, schema: string, shape: Described[]): Promise<string> {
  const landmarks: Record<string, string | null> = {};
  for (const described of shape)
    for (const column of landmarksOf(described)) {
      const [row] = await session.rows<{ newest: string | null }>(
        `select max(${column})::text as newest from ${schema}.${described.name} where ${column} <= as_of()`,
      );
      landmarks[`${described.name}.${column}`] = row?.newest ?? null;
    }
  return JSON.stringify(landmarks);
}
