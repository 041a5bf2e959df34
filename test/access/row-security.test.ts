import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { anonymous } from '../../schema/caller.ts';
import { databaseName } from '../../schema/subgraph-name.ts';
import { connectDatabase, type Database } from '../../subgraphs/kit/database.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { many } from '../../subgraphs/kit/loaders.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { auditor } from './disclosure/callers.ts';
import { openTables, protectedTables, publicTables, writingPolicies } from './protected-tables.ts';
import { type Reach, reaches, within } from './reach.ts';

/** In every database, of the kit's own. */
const kitTables = ['seed_state', 'unit_provinces', 'unit_reach'];

/** Of the kit, and for those alone who see every row. */
const closedTables = ['changed_records', 'extract_state'];

describe.each(registry.map(({ name, load }) => ({ name, load })))('$name', ({ name, load }) => {
  let owner: Sql;
  let database: ReturnType<typeof connectDatabase>;
  let subgraph: Subgraph;
  beforeAll(async () => {
    const urls = inject('databaseUrls')[name] as DatabaseUrls;
    owner = ownerConnection(urls);
    database = connectDatabase({ urls, name, open: openTables, secret: Buffer.from('row security') });
    subgraph = (await load()).default;
  });
  afterAll(async () => {
    await database?.stop();
    await owner?.end();
  });
  const tables = Object.entries(protectedTables[name] ?? {});

  test('every table is protected or declared to hold no one', async () => {
    const found = await owner<{ table: string; protected: boolean; policies: string[] }[]>`
      select relname as table, relrowsecurity as protected,
        array(select format('%s %s %s %s', polname, polcmd, polpermissive, polroles::regrole[]) from pg_policy
          where polrelid = c.oid order by 1) as policies
      from pg_class c where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by 1`;
    const isProtected = Object.fromEntries(found.map((row) => [row.table, row.protected]));
    expect(isProtected).toEqual({
      ...Object.fromEntries([...tables.map(([table]) => table), ...closedTables].map((table) => [table, true])),
      ...Object.fromEntries([...(publicTables[name] ?? []), ...kitTables].map((table) => [table, false])),
    });
    // Each for its own role alone: two that count for one role would let it see what either lets through.
    const role = databaseName(name);
    const policies = [`reach r t {${role}_application}`, `statistics r t {${role}_statistics}`];
    const writing = (table: string) =>
      (writingPolicies[table] ?? []).map((policy) => `${policy} t {${role}_application}`);
    for (const row of found) expect(row.policies).toEqual(row.protected ? [...policies, ...writing(row.table)] : []);
    const views = await owner`select from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
      and relname not in ('pg_stat_statements', 'pg_stat_statements_info')`;
    expect(views).toHaveLength(0);
  });

  const cases = tables.flatMap(([table, rule]) =>
    Object.entries(reaches).map(([who, reach]) => ({ table, rule, who, reach })),
  );
  test.each(cases)(
    'raw SQL gives $who the rows of $table within reach and no others',
    async ({ table, rule, reach }) => {
      const rows = `select count(*)::int as count, md5(string_agg(t::text, '|' order by t::text)) as digest from ${table} t`;
      const [expected] = await owner.unsafe(`${rows} where ${fill(rule, reach)}`);
      const seen = await database.forCaller(reach.caller).execute(rows);
      expect({ ...seen[0] }).toEqual(expected);
    },
  );

  test.each(tables)('the bare loader of %s gives each the rows within reach and no others', async (name, rule) => {
    const table = subgraph.tables.find((found) => getTableConfig(found).name === name) as PgTable;
    const { columns } = getTableConfig(table);
    const key = columns[0] as (typeof columns)[number];
    const keys = (await owner.unsafe(`select distinct ${key.name}::text as key from ${name}`)).map((row) =>
      String(row.key),
    );
    for (const reach of Object.values(reaches)) {
      const [expected] = await owner.unsafe(`select count(*)::int as count from ${name} where ${fill(rule, reach)}`);
      const loader = many(table, key)(database.forCaller(reach.caller));
      const seen = (await loader.loadMany(keys)).flat();
      expect(seen).toHaveLength(expected?.count);
    }
  });

  test('the loaders by id find those within reach, and null for others', async () => {
    const nobody = database.forCaller(anonymous);
    const byId: string[] = [];
    for (const loader in loadersOf(nobody)) if (/^[a-z]+ById$/i.test(loader)) byId.push(loader);
    const found = tables.flatMap(([table, rule]) => {
      const loader = byId.find((loader) => loader.replace('ById', 's') === camelCase(table));
      return loader ? [{ table, rule, loader }] : [];
    });
    expect(found.length > 0).toBe(tables.length > 0);
    for (const { table, rule, loader } of found) {
      const ids = (await owner.unsafe(`select id from ${table}`)).map(({ id }) => String(id));
      for (const reach of Object.values(reaches)) {
        const allowed = await owner.unsafe(`select id from ${table} where ${fill(rule, reach)}`);
        const caller = { ...reach.caller, scopes: auditor.scopes, purpose: auditor.purpose };
        const rows = await loadersOf(database.forCaller(caller))[loader]?.loadMany(ids);
        expect(rows?.filter((row) => row !== null)).toHaveLength(allowed.length);
      }
    }
  });

  const loadersOf = (db: Database) =>
    subgraph.createLoaders(db) as Record<string, { loadMany: (ids: string[]) => Promise<unknown[]> }>;

  test('each reach that a test compares holds something, and not all', async () => {
    for (const [table, rule] of tables.filter(([table]) =>
      ['officials', 'workers', 'insured_persons'].includes(table),
    )) {
      const count = async (reach: Reach) =>
        (await owner.unsafe(`select from ${table} where ${fill(rule, reach)}`)).length;
      const all = await count(reaches['the whole country'] as Reach);
      const province = await count(reaches['a province'] as Reach);
      expect(province).toBeGreaterThan(10);
      expect(province).toBeLessThan(all / 2);
      expect(await count(reaches.nobody as Reach)).toBe(0);
      if (table === 'officials') expect(await count(reaches['a commune'] as Reach)).toBeGreaterThan(3);
      if (rule.includes('AGENCY')) expect(await count(reaches['a ministry'] as Reach)).toBeGreaterThan(0);
      const former = `province_id in ('74@start', '77@start')`;
      if (table === 'officials') expect(await owner.unsafe(`select from ${table} where ${former}`)).not.toHaveLength(0);
    }
  });

  test('statistics reach every row', async () => {
    for (const [table] of tables) {
      const [expected] = await owner.unsafe(`select count(*)::int as count from ${table}`);
      const [seen] = await database.statistics.execute(`select count(*)::int as count from ${table}`);
      expect(seen).toEqual(expected);
    }
  });
});

const fill = (rule: string, reach: Reach) =>
  rule
    .replaceAll('WITHIN_AGENCY', within(reach))
    .replaceAll('WITHIN', within({ ...reach, agency: null }))
    .replaceAll('OWNED', reach.agency === null ? 'false' : `owner_id = '${reach.agency}'`);

const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
