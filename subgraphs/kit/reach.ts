import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { type Caller as AnyCaller, agencyCode, unitCode } from '../../schema/caller.ts';

type Caller = Pick<AnyCaller, 'agency' | 'jurisdiction'>;

/** The columns by which the policy `reach` of a table (prelude.sql) lets its rows be seen. */
export type PolicyColumns = {
  unitId: PgColumn;
  /** Missing where an index does not begin with it. */
  provinceId?: PgColumn;
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
  const { parent } = columns;
  const own = ownAgency(agency);
  // As many ids as an agency of several thousand people has are no help.
  if (parent && own !== null && !isOffice(own)) return undefined;
  const ofParent = parent && withinLittleReach({ agency, jurisdiction }, parent.columns);
  return (
    or(
      parent && sql`${parent.reference} = any(array(select id from ${parent.table} where ${ofParent}))`,
      codes.length > 0 ? inUnits(columns.unitId, codes) : undefined,
      ofAgency(columns, own),
    ) ?? sql`false`
  );
}

/**
 * The same for what is counted, which has no order: also for whoever answers for a province, whose rows an index finds sooner than they
 * are told among all.
 */
export function withinCountedReach({ agency, jurisdiction }: Caller, columns: PolicyColumns): SQL | undefined {
  const little = withinLittleReach({ agency, jurisdiction }, columns);
  const { unitId, provinceId, parent } = columns;
  if (little || !provinceId || parent || jurisdiction === 'national') return little;
  const codes = jurisdiction.filter((code) => unitCode.test(code));
  return or(inUnits(unitId, codes), inUnits(provinceId, codes), ofAgency(columns, ownAgency(agency)));
}

const ownAgency = (agency: Caller['agency']) => (agency !== null && agencyCode.test(agency) ? agency : null);

/** The rows of an agency and of those below it, and those that it owns. */
function ofAgency({ agencyId, ownerId }: PolicyColumns, own: string | null): SQL | undefined {
  if (own === null) return undefined;
  const ofOwn = agencyId && or(eq(agencyId, own), sql`${agencyId} like ${`${own}.%`}`);
  return or(ofOwn, ownerId && eq(ownerId, own));
}

/**
 * The rows that a caller may be shown who answers for a few communes or an office alone, to be taken all of them before any order:
 * PostgreSQL takes a commune for larger than it is, and would look for its rows all along an order's index. Undefined for anybody else.
 *
 * @param conditions that leave fewer of them
 */
export function rowsWithinReach(
  caller: Caller,
  table: PgTable,
  columns: PolicyColumns | undefined,
  ...conditions: (SQL | undefined)[]
): SQL | undefined {
  const { agency, jurisdiction } = caller;
  if (!columns || (agency !== null && !isOffice(agency)) || jurisdiction.length > fewUnits) return undefined;
  const reach = withinLittleReach(caller, columns);
  return reach && sql`select * from ${table} where ${and(reach, ...conditions)}`;
}

/** Whether an agency's code is of one below another. */
const isOffice = (code: string) => code.includes('.');

const isProvinceCode = (code: string) => code.length === 2;

const inUnits = (unitId: PgColumn, codes: string[]) => sql`${unitId} = any(array(
  select unit_reach.unit_id from unit_reach where unit_reach.code = any(${sql.param(codes)}::text[])))`;
