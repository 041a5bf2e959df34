import { eq, getTableName, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { type Caller as AnyCaller, agencyCode, unitCode } from '../../schema/caller.ts';

type Caller = Pick<AnyCaller, 'agency' | 'jurisdiction'>;

/** The columns by which the policy `reach` of a table (prelude.sql) lets its rows be seen. */
export type PolicyColumns = {
  unitId: PgColumn;
  agencyId?: PgColumn;
  ownerId?: PgColumn;
  /** Rows are also seen where the row of another table is that they refer to by its id. */
  parent?: { reference: PgColumn; table: PgTable; columns: PolicyColumns };
};

/** So many communes hold few enough records to sort them all for a page. */
const fewUnits = 20;

/**
 * What the policy says of a caller who answers for little, once more as a condition that indexes serve: the policy's own
 * words hide from PostgreSQL how few rows they leave. None for whoever answers for a province or more, whose rows are met
 * often enough along any index. It adds nothing to what is seen and takes nothing from it.
 */
export function withinLittleReach({ agency, jurisdiction }: Caller, columns: PolicyColumns): SQL | undefined {
  if (jurisdiction === 'national') return undefined;
  const codes = jurisdiction.filter((code) => unitCode.test(code));
  if (codes.some(isProvinceCode)) return undefined;
  const { unitId, agencyId, ownerId, parent } = columns;
  const own = agency !== null && agencyCode.test(agency) ? agency : null;
  // As many ids as an agency of several thousand people has are no help.
  if (parent && own !== null && !isOffice(own)) return undefined;
  const ofParent = parent && withinLittleReach({ agency, jurisdiction }, parent.columns);
  return (
    or(
      parent && sql`${parent.reference} = any(array(select id from ${parent.table} where ${ofParent}))`,
      codes.length > 0 ? inUnits(unitId, codes) : undefined,
      own !== null && agencyId ? or(eq(agencyId, own), sql`${agencyId} like ${`${own}.%`}`) : undefined,
      own !== null && ownerId ? eq(ownerId, own) : undefined,
    ) ?? sql`false`
  );
}

/**
 * What a page for a caller is taken from: the table, or for one who answers for a few communes or an office alone the rows there, all
 * of them before any order (`offset 0`). PostgreSQL takes a commune for larger than it is, and would look for its rows all along an order's index.
 */
export function rowsWithinReach(caller: Caller, table: PgTable, columns: PolicyColumns | undefined): PgTable | SQL {
  const { agency, jurisdiction } = caller;
  if (!columns || (agency !== null && !isOffice(agency)) || jurisdiction.length > fewUnits) return table;
  const reach = withinLittleReach(caller, columns);
  return reach
    ? sql`(select * from ${table} where ${reach} offset 0) as ${sql.identifier(getTableName(table))}`
    : table;
}

/** Whether an agency's code is of one below another. */
const isOffice = (code: string) => code.includes('.');

const isProvinceCode = (code: string) => code.length === 2;

const inUnits = (unitId: PgColumn, codes: string[]) => sql`${unitId} = any(array(
  select unit_reach.unit_id from unit_reach where unit_reach.code = any(${sql.param(codes)}::text[])))`;
