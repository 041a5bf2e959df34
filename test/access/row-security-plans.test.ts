import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { openTables } from './protected-tables.ts';
import { reaches } from './reach.ts';

let database: ReturnType<typeof connectDatabase>;
beforeAll(() => {
  const urls = inject('databaseUrls').officials as DatabaseUrls;
  database = connectDatabase({ urls, name: 'plans', open: openTables, secret: Buffer.from('plans') });
});
afterAll(() => database?.stop());

/** How PostgreSQL would answer a statement under the policies, for a province. */
async function planOf(statement: string): Promise<string> {
  const caller = reaches['a province and its own agency']?.caller;
  if (!caller) throw new Error('no such reach');
  const rows = await database.forCaller(caller).execute<{ 'QUERY PLAN': string }>(`explain ${statement}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test('the search by name uses its index under a policy', async () => {
  const plan = await planOf(`select * from officials where folded_name like '%' || fold_name('Nguyễn Văn Anh') || '%'`);
  expect(plan).toContain('Bitmap Index Scan on officials_name_search');
});

test("a dossier's rows look their official up by its key, and read no other", async () => {
  const ids = `array(select id from officials order by id limit 20)`;
  const [row] = await database.statistics.execute<{ ids: string }>(`select ${ids}::text as ids`);
  const plan = await planOf(`select * from appointments where official_id = any ('${row?.ids}'::uuid[])`);
  expect(plan).toContain('Index Scan using officials_pkey on officials parent');
  expect(plan).not.toContain('Seq Scan');
});

test('what a caller answers for is looked up once a statement', async () => {
  const rows = await planOf('(analyze, costs off, timing off, summary off) select * from officials');
  const lookups = rows.split('\n').filter((line) => line.includes('ProjectSet'));
  expect(lookups.length).toBeGreaterThan(0);
  for (const line of lookups) expect(line).toMatch(/loops=1\)$/);
});
