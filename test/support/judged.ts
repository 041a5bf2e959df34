import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownerConnection } from './owner-connection.ts';

/** The day that the generated records are as of. */
const asOf = '2026-10-31';

/** Runs all rules over filled databases as `npm run quality` does, and waives one finding. */
export async function judgeRecords(urls: Record<string, DatabaseUrls>): Promise<void> {
  const databaseOf = (name: string) => urls[name] as DatabaseUrls;
  const sources = registry
    .filter(({ name }) => name !== 'data-quality')
    .map(async ({ name, load }) => createExtractSource((await load()).default, { urls: databaseOf(name) }));
  const database = databaseOf('data-quality');
  const { rules: judged } = await runQuality({
    database: database.owner,
    sources: await Promise.all(sources),
    rules,
    law: lawTables(),
    asOf,
  });
  const missing = judged.filter(({ state }) => state !== 'JUDGED');
  if (missing.length > 0) throw new Error(`rules that were not judged: ${missing.map(({ ruleId }) => ruleId)}`);
  const sql = ownerConnection(database);
  try {
    await sql`insert into waivers (finding_id, fingerprint, reason, waived_by)
      select id, fingerprint, 'Đã đối chiếu hồ sơ gốc.', 'steward' from findings where entity = 'Official' order by id limit 1`;
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}
