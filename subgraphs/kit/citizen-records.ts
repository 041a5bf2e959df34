import { getTableName, type SQL } from 'drizzle-orm';
import { type PgColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core';

/**
 * Which records of a database are compared with the population register (`npm run match`), and where the outcome goes. The
 * tables `matches` and `runs` have the columns that officials' citizen_matches and citizen_match_runs have.
 */
export type CitizenRecords = {
  table: PgTable;
  id: PgColumn;
  personalNumber: PgColumn;
  fullName: PgColumn;
  sex: PgColumn;
  birthDate: PgColumn;
  /** Whether the record itself says that the person has died: then the register's saying so agrees with it. */
  deceased: SQL;
  /** The summary on the record: MATCHED or NOT_MATCHED, and since when it says so. */
  match: PgColumn;
  matchedAt: PgColumn;
  /** A row a record: what was found. `record` is the column that names the record. */
  matches: { table: PgTable; record: PgColumn };
  /** A row a run. */
  runs: PgTable;
};

/** SQL of a column, under its table's own name. */
export const nameOf = (column: PgColumn): string => `"${getTableName(column.table)}"."${column.name}"`;

/** SQL of a date as yyyy-MM-dd, whatever the connection's settings. */
export const dateOf = (column: PgColumn): string => `to_char(${nameOf(column)}, 'YYYY-MM-DD')`;

/** SQL of whether the record itself says that the person has died. */
export const isDeceased = ({ deceased }: CitizenRecords): string =>
  `coalesce(${new PgDialect().sqlToQuery(deceased).sql}, false)`;

/**
 * SQL of a hash of what is compared, to tell whether a record is still what it was then; between the fields stands a
 * character that none of them has.
 */
export function fingerprintOf(declared: CitizenRecords): string {
  const { personalNumber, fullName, sex, birthDate } = declared;
  const fields = [nameOf(personalNumber), nameOf(fullName), nameOf(sex), dateOf(birthDate), isDeceased(declared)];
  const text = fields.map((field) => `coalesce((${field})::text, '')`).join(', ');
  return `encode(sha256(convert_to(concat_ws(chr(31), ${text}), 'UTF8')), 'base64')`;
}
