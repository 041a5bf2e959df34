import DataLoader from 'dataloader';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { connection, type PageArguments } from '../kit/connection.ts';
import type { Database } from '../kit/database.ts';
import { isUuid } from '../kit/errors.ts';
import { isAnyOf } from '../kit/look-up.ts';
import { each } from '../kit/recipes.ts';
import { type FindingFilter, findingConditions, visibleTo } from './filters.ts';
import { type FindingRow, findings } from './tables.ts';
import type { Entity } from './visibility.ts';

const findingPages = connection<typeof findings, FindingFilter>({
  name: 'findings',
  table: findings,
  id: findings.id,
  orders: { FIRST_SEEN: findings.firstSeenAt, SEVERITY: findings.severity },
  defaultOrder: 'FIRST_SEEN',
  defaultDirection: 'DESC',
  where: (filter, { caller }) => [visibleTo(caller), ...findingConditions(filter)],
  reach: {
    unitId: findings.unitId,
    provinceId: findings.provinceId,
    agencyId: findings.agencyId,
    ownerId: findings.ownerId,
  },
});

/** The list of findings, as far as a caller may see them. */
export function findingList(db: Database) {
  const list = findingPages(db);
  // Always with a filter: without one the list would have no condition at all.
  return (args: PageArguments<FindingFilter>) => list({ ...args, filter: args.filter ?? {} });
}

/** A loader of findings by id, null where the caller may see none; one statement a batch. */
export function findingById(db: Database): DataLoader<string, FindingRow | null> {
  return new DataLoader(async (ids) => {
    const rows = await db
      .select()
      .from(findings)
      .where(and(isAnyOf(findings.id, ids.filter(isUuid)), visibleTo(db.caller)));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

type State = FindingRow['state'];

/** Loaders of the findings of a person, the most severe first; one statement a batch and state. */
export const findingsByPersonId = each((db, state: State) => findingsBy(db, findings.personId, state));

/** Loaders of the findings about records of one kind, by the record's key; one statement a batch and state. */
export const findingsByRecord = each((db, entity: Entity, state: State) =>
  findingsBy(db, findings.recordId, state, entity),
);

function findingsBy(db: Database, column: PgColumn, state: State, entity?: Entity): DataLoader<string, FindingRow[]> {
  return new DataLoader(async (keys) => {
    // A key that is no UUID would fail the statement, and with it the whole batch.
    const possible = column.getSQLType() === 'uuid' ? keys.filter(isUuid) : keys;
    const rows = await db
      .select({ key: sql<string>`${column}::text`, finding: findings })
      .from(findings)
      .where(
        and(
          isAnyOf(column, possible),
          entity && eq(findings.entity, entity),
          eq(findings.state, state),
          visibleTo(db.caller),
        ),
      )
      .orderBy(desc(findings.severity), desc(findings.firstSeenAt), asc(findings.id));
    const byKey = Map.groupBy(rows, ({ key }) => key);
    return keys.map((key) => (byKey.get(key) ?? []).map(({ finding }) => finding));
  });
}
