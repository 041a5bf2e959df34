import DataLoader from 'dataloader';
import { sql } from 'drizzle-orm';
import type { Database } from '../kit/database.ts';
import type { FindingRow } from './tables.ts';

/**
 * A loader of the last run that judged a finding's rule, before it was resolved if it was; null where there is none. One
 * statement a batch, and the findings of a rule share an answer.
 */
export function lastJudged(db: Database): DataLoader<FindingRow, string | null, string> {
  const load = async (rows: readonly FindingRow[]) => {
    const rules = sql.param(rows.map(({ ruleId }) => ruleId));
    const ends = sql.param(rows.map(({ resolvedAt }) => resolvedAt));
    const found = await db.execute<{ at: string | null }>(sql`
      select run.at::text as at from unnest(${rules}::text[], ${ends}::timestamptz[]) with ordinality as asked (rule_id, before, place)
      left join lateral (
        select finished_at as at from rule_runs
        where rule_id = asked.rule_id and state = 'JUDGED' and (asked.before is null or finished_at < asked.before)
        order by finished_at desc limit 1) as run on true
      order by place`);
    return found.map(({ at }) => at);
  };
  return new DataLoader(load, { cacheKeyFn: ({ ruleId, resolvedAt }) => `${ruleId} ${resolvedAt ?? ''}` });
}

/** When a finding was seen last: never before it was seen first. */
export const lastSeenAt = ({ firstSeenAt }: FindingRow, judged: string | null): string =>
  judged !== null && Date.parse(judged) > Date.parse(firstSeenAt) ? judged : firstSeenAt;
