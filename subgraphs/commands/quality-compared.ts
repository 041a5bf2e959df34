import { getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import type { GivenUrls } from '../config.ts';
import { registerRules } from '../data-quality/rules/register.ts';
import { type QualityOutcome, registerName } from '../data-quality/run/outcome.ts';
import { databaseErrorCode } from '../kit/database-error.ts';
import { registry } from '../registry.ts';

const never = 'no record has been compared with it: `npm run match` does that';

/**
 * Tells by which comparisons the rules of the population register judge, of the records held here: the last may be long ago.
 *
 * @returns why they have nothing to judge by, where no record was ever compared; undefined where that cannot be asked here
 */
export async function tellLastComparison(
  urls: Record<string, GivenUrls>,
  print: (line: string) => void,
): Promise<string | undefined> {
  for (const { name, load } of registry) {
    const owner = urls[name]?.owner;
    const { citizens } = (await load()).default;
    if (owner === undefined || !citizens) continue;
    const day = await lastComparison(owner, citizens.matches.table).catch((error: unknown) => {
      // A database that does not answer, or not with this table, is told when it is read.
      if (databaseErrorCode(error) !== undefined) return undefined;
      throw error;
    });
    if (day === null) return never;
    if (day !== undefined) print(`${registerName}: its rules judge by comparisons of records up to ${day}`);
  }
  return undefined;
}

/** The day of the latest comparison of a record, in the time of Việt Nam; null where there was none. */
async function lastComparison(owner: string, matches: PgTable): Promise<string | null> {
  const sql = postgres(owner, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ day: string | null }[]>`
      select to_char(max(checked_at) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day from ${sql(getTableName(matches))}`;
    return row?.day ?? null;
  } finally {
    await sql.end();
  }
}

/**
 * The outcome of a run as it is shown: where no record that was read has been compared, as only those of a service can be, the
 * rules of the population register are not run. They found nothing because there was nothing to look at.
 *
 * @param database that of data quality, as its owner, after the run
 */
export async function withoutComparison(outcome: QualityOutcome, database: string): Promise<QualityOutcome> {
  const isJudgedByRegister = ({ ruleId, state }: QualityOutcome['rules'][number]) =>
    state === 'JUDGED' && registerRules.some(({ id }) => id === ruleId);
  if (!outcome.rules.some(isJudgedByRegister) || (await isAnyCompared(database))) return outcome;
  const missing = [{ database: registerName, reason: never }];
  const rules = outcome.rules.map((each) =>
    isJudgedByRegister(each)
      ? { ruleId: each.ruleId, state: 'NOT_RUN' as const, missing, milliseconds: each.milliseconds }
      : each,
  );
  return { ...outcome, rules };
}

async function isAnyCompared(database: string): Promise<boolean> {
  const sql = postgres(database, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ found: boolean }[]>`
      select exists (select from officials.officials where match_outcome is not null) as found`;
    return row?.found ?? false;
  } finally {
    await sql.end();
  }
}
