import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { ReservedSql, Sql } from 'postgres';
import { type ExpectedFinding, expectedFindings, type SeededPopulation } from '../data-quality/seeded-faults.ts';
import { copyIn } from '../kit/copy-in.ts';

/** What a rule had to find, what it did, and how these differ; with a few of the records that make the difference. */
export type VerifiedRule = {
  ruleId: string;
  injected: number;
  found: number;
  missed: number;
  false: number;
  missedRecords: string[];
  falseRecords: string[];
};

const NAMED = 5;
const flushCharacters = 1 << 18;

/**
 * Compares the findings that stand (open or waived) with what the generator injected, record by record. The set to expect
 * goes to a temporary table by COPY and is compared in SQL, so memory stays bounded.
 *
 * @param sql the database data_quality, as its owner
 * @param rules ids of the rules to compare: those that were run
 * @param stopping makes it give up
 * @returns a row for each of these rules, in their order
 */
export async function verifyFindings(
  sql: Sql,
  population: SeededPopulation,
  rules: readonly string[],
  stopping?: AbortSignal,
): Promise<VerifiedRule[]> {
  const connection = await sql.reserve();
  try {
    await connection`create temporary table expected_findings (rule_id text, record_id text)`;
    await copyExpected(connection, expectedFindings(population), stopping);
    await connection`analyze expected_findings`;
    return await connection<VerifiedRule[]>`
      with expected as (select distinct rule_id, record_id from expected_findings),
      found as (select distinct rule_id, record_id from findings where state in ('OPEN', 'WAIVED')),
      compared as (
        select rule_id, record_id, e.rule_id is not null as expected, f.rule_id is not null as found
        from expected e full join found f using (rule_id, record_id)
      ),
      counted as (
        select rule_id, count(*) filter (where expected)::int as injected, count(*) filter (where found)::int as found,
          count(*) filter (where expected and not found)::int as missed, count(*) filter (where found and not expected)::int as false,
          (array_agg(record_id order by record_id) filter (where expected and not found))[:${NAMED}::int] as missed_records,
          (array_agg(record_id order by record_id) filter (where found and not expected))[:${NAMED}::int] as false_records
        from compared group by rule_id
      )
      select rule_id as "ruleId", coalesce(injected, 0) as injected, coalesce(found, 0) as found, coalesce(missed, 0) as missed,
        coalesce(counted.false, 0) as false, coalesce(missed_records, '{}') as "missedRecords", coalesce(false_records, '{}') as "falseRecords"
      from unnest(${rules as string[]}::text[]) with ordinality as asked (rule_id, place) left join counted using (rule_id)
      order by place`;
  } finally {
    await connection`drop table if exists expected_findings`.catch(() => {});
    connection.release();
  }
}

async function copyExpected(
  connection: ReservedSql,
  expected: Iterable<ExpectedFinding>,
  stopping?: AbortSignal,
): Promise<void> {
  await copyIn(connection.unsafe('copy expected_findings from stdin'), pieces());

  async function* pieces(): AsyncIterable<string> {
    let text = '';
    for (const { ruleId, recordId } of expected) {
      text += `${ruleId}\t${recordId}\n`;
      if (text.length < flushCharacters) continue;
      yield text;
      text = '';
      // A signal is heard between two pieces.
      await yieldToOthers();
      stopping?.throwIfAborted();
    }
    yield text;
  }
}
