import { getTableName } from 'drizzle-orm';
import type { Sql } from 'postgres';
import { type CitizenRecords, dateOf, fingerprintOf, isDeceased, nameOf } from '../kit/citizen-records.ts';
import type { Comparison, Recorded } from './compare.ts';

/** A record to be compared. `fingerprint` is of the fields that are. */
export type RecordToCheck = Recorded & { id: string; personalNumber: string; fingerprint: string };

export type Compared = Comparison & Pick<RecordToCheck, 'id' | 'fingerprint'>;

/**
 * The reads and writes of matching on one database.
 *
 * @param sql a connection of the owner, who sees every row
 */
export function matchRecords(sql: Sql, declared: CitizenRecords) {
  const { id, personalNumber, fullName, sex, birthDate, match, matchedAt, matches } = declared;
  const raw = (text: string) => sql.unsafe(text);
  const [table, key] = [raw(`"${getTableName(declared.table)}"`), raw(nameOf(id))];
  const [matchTable, record] = [raw(`"${getTableName(matches.table)}"`), raw(`"${matches.record.name}"`)];
  const [fingerprint, deceased] = [raw(fingerprintOf(declared)), raw(isDeceased(declared))];
  return {
    /**
     * Notes on this connection which records are to be checked; returns how many. Done is what was compared as it is now, at
     * the cutoff or later.
     */
    async note(cutoff: string): Promise<number> {
      await sql`set work_mem = '64MB'`;
      await sql`create temporary table to_check as
        select row_number() over (order by ${key}) as n, ${key} as id
        from ${table} left join ${matchTable} m on m.${record} = ${key}
        where (m.checked_at >= ${cutoff}::timestamptz and m.fingerprint = ${fingerprint}) is not true`;
      await sql`create unique index on to_check (n)`;
      await sql`analyze to_check`;
      // From here on each record is looked up, however few PostgreSQL takes the table to hold.
      await sql`set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off`.simple();
      const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from to_check`;
      return row?.count ?? 0;
    },

    /** Those noted after the first `from`, as they are now; without those that were removed. */
    page: (from: number, size: number): Promise<RecordToCheck[]> => sql<RecordToCheck[]>`
      select ${key} as id, ${raw(nameOf(personalNumber))} as "personalNumber", ${raw(nameOf(fullName))} as "fullName",
        ${raw(nameOf(sex))}::text as sex, ${raw(dateOf(birthDate))} as "birthDate", ${deceased} as deceased,
        ${fingerprint} as fingerprint
      from to_check join ${table} on ${key} = to_check.id
      where n > ${from} and n <= ${from + size} order by n`,

    /**
     * Stores what was found, in one statement; returns the ids of the records that it was stored for. Left out are those that
     * were removed meanwhile, or say something else by now than what was compared.
     */
    async store(found: readonly Compared[]): Promise<Set<string>> {
      const each = <K extends keyof Compared>(name: K) => found.map((one) => one[name]);
      const summaries = found.map(({ agrees }) => (agrees ? 'MATCHED' : 'NOT_MATCHED'));
      const fields = found.map(({ mismatchedFields }) => mismatchedFields.join(' '));
      const rows = await sql<{ id: string }[]>`
        with given as (
          select * from unnest(${each('id')}::uuid[], ${each('outcome')}::text[], ${fields}::text[],
              ${each('supersedingNumber')}::text[], ${each('fingerprint')}::text[], ${summaries}::text[])
            as given (id, outcome, fields, superseding, fingerprint, match)
        ), stored as (
          insert into ${matchTable} as m (${record}, outcome, mismatched_fields, superseding_number, checked_at, fingerprint)
          select given.id, given.outcome::citizen_outcome, string_to_array(fields, ' '), superseding, now(), given.fingerprint
          from given join ${table} on ${key} = given.id and ${fingerprint} = given.fingerprint order by given.id
          on conflict (${record}) do update set outcome = excluded.outcome, mismatched_fields = excluded.mismatched_fields,
            superseding_number = excluded.superseding_number, checked_at = excluded.checked_at, fingerprint = excluded.fingerprint
          returning m.${record} as id
        ), summarised as (
          update ${table} set ${sql(match.name)} = given.match::${raw(match.getSQLType())}, ${sql(matchedAt.name)} = now()
          from given
          where ${key} = given.id and ${fingerprint} = given.fingerprint and ${raw(nameOf(match))}::text <> given.match
        )
        select id from stored`;
      return new Set(rows.map((row) => row.id));
    },
  };
}

export type MatchRecords = ReturnType<typeof matchRecords>;
