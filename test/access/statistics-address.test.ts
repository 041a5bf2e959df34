import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateAll } from '../../subgraphs/fill.ts';
import { connectDatabase } from '../../subgraphs/kit/database.ts';
import type { DatabaseUrls, ServingUrls } from '../../subgraphs/kit/database-urls.ts';
import { migrateDatabase } from '../../subgraphs/kit/migrate.ts';
import { RoleError } from '../../subgraphs/kit/restricted-role.ts';
import { startSubgraph } from '../../subgraphs/kit/start-subgraph.ts';
import labour from '../../subgraphs/labor-employment/index.ts';
import { administratorConnection } from '../support/administrator-connection.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { personKey } from '../support/stack.ts';
import { auditor, outsiders, provincial } from './disclosure/callers.ts';
import { openTables } from './protected-tables.ts';

const label = 'statistics_address';
let own: Awaited<ReturnType<typeof ownDatabase>>;
let urls: DatabaseUrls & { statistics: string };
let owner: Sql;
let administrator: Sql;
beforeAll(async () => {
  own = await ownDatabase('labor-employment', label, 1_000);
  urls = own.urls as typeof urls;
  owner = ownerConnection(urls);
  administrator = await administratorConnection(urls);
});
afterAll(async () => {
  await administrator?.end();
  await owner?.end();
  await own?.stop();
});

/** What serving with these addresses is told; nothing where it may. */
async function refusal(given: ServingUrls): Promise<{ role: string; message: string } | undefined> {
  const database = connectDatabase({ urls: given, name: 'roles', open: openTables, secret: Buffer.from('roles') });
  try {
    await database.ask();
    return undefined;
  } catch (error) {
    if (!(error instanceof RoleError)) throw error;
    return { role: error.role, message: error.message };
  } finally {
    await database.stop();
  }
}

test('an address of another role is not served', async () => {
  const { application, statistics } = urls;
  expect(await refusal(urls)).toBeUndefined();
  expect(await refusal({ application, statistics: urls.owner })).toEqual({
    role: 'statistics',
    message: expect.stringMatching(/owns neither the database nor its tables/),
  });
  expect(await refusal({ application, statistics: application })).toEqual({
    role: 'statistics',
    message: "expected another role than the application's, and not its member",
  });
  for (const given of [statistics, undefined])
    expect(await refusal({ application: statistics, statistics: given })).toMatchObject({
      role: 'application',
      message: expect.stringMatching(/not that of the statistics, which sees every row/),
    });
});

test.each([
  ['application', 'statistics'],
  ['statistics', 'application'],
])('the role of %s is not served as a member of that of %s', async (role, other) => {
  // Even one that inherits nothing could become the other.
  await administrator.unsafe(`grant ${label}_${other} to ${label}_${role} with inherit false`);
  try {
    expect(await refusal(urls)).toMatchObject({ role });
  } finally {
    await administrator.unsafe(`revoke ${label}_${other} from ${label}_${role}`);
  }
  expect(await refusal(urls)).toBeUndefined();
});

test('migrating refuses the roles that cannot be', async () => {
  const folder = join(import.meta.dirname, '../../subgraphs/labor-employment');
  const missing = new URL(urls.statistics);
  missing.username = 'nobody_of_that_name';
  for (const [statistics, message] of [
    [urls.owner, /^the role of statistics: expected another than the owner's/],
    [urls.application, /^the role of statistics: expected another than the application's/],
    [missing.href, /^the role of statistics: expected one that exists/],
  ] as const)
    await expect(migrateDatabase({ ...urls, statistics }, folder)).rejects.toThrow(message);
  expect(await refusal(urls)).toBeUndefined();
});

const policies = () => owner`
  select polname as name, polroles::regrole[]::text as roles, count(*)::int as tables from pg_policy group by 1, 2 order by 1`;
/** Four tables of people, and two of the kit that hold their keys. */
const reach = { name: 'reach', roles: `{${label}_application}`, tables: 6 };

const questions = [
  '{ labourStatistics(groupBy: [PROVINCE, STATUS]) { province { id } status count meanMonthlySalary } }',
  '{ jobMarketStatistics(groupBy: [OCCUPATION_MAJOR_GROUP]) { occupationMajorGroup { code } vacancies openings seekers } }',
  `{ _entities(representations: [{ __typename: "AdministrativeUnit", id: "79@2025-07-01" }]) {
    ... on AdministrativeUnit { workerCount } } }`,
];

test('without the address statistics answer the same, and the role that had it reads nothing any longer', async () => {
  const answers = async (given: ServingUrls) => {
    const running = startSubgraph(labour, {
      databaseUrls: given,
      personKey,
      report: ({ message }) => {
        throw new Error(message);
      },
    });
    try {
      const told = [];
      for (const caller of [auditor, provincial, ...Object.values(outsiders)])
        for (const query of questions) told.push(await running.execute({ query, caller }));
      return told;
    } finally {
      await running.stop();
    }
  };
  const { application, statistics } = urls;
  const before = await answers({ application, statistics });
  expect(JSON.stringify(before)).not.toContain('"errors"');
  expect(before[0]?.data?.labourStatistics).not.toHaveLength(0);
  expect(await answers({ application, statistics: undefined })).toEqual(before);
  expect(await policies()).toEqual([reach, { name: 'statistics', roles: `{${label}_statistics}`, tables: 6 }]);

  const without = { ...urls, statistics: undefined };
  await migrateAll({ 'labor-employment': without });
  expect(await policies()).toEqual([reach]);
  expect(await answers({ application, statistics: undefined })).toEqual(before);
  expect(await refusal(urls)).toEqual({
    role: 'statistics',
    message: 'expected the role that `npm run migrate` was given',
  });
  const former = postgres(statistics, { max: 1 });
  for (const table of ['workers', 'employers'])
    await expect(former.unsafe(`select from ${table}`)).rejects.toMatchObject({ code: '42501' });
  await former.end();

  await migrateAll({ 'labor-employment': urls });
  expect(await answers({ application, statistics })).toEqual(before);
});

test('a table that a later migration protects, and another role, are taken up by the next migration', async () => {
  await owner`create table registered (id uuid, unit_id text, province_id text)`;
  await owner`select protect_by_place('registered')`;
  await owner`insert into registered values (gen_random_uuid(), '26740@2025-07-01', '79@2025-07-01')`;
  const other = new URL(urls.statistics);
  other.username = `${label}_other`;
  await administrator.unsafe(`create role ${other.username} login password '${other.password}'`);
  const namesOf = (statistics: string) => [
    { ...reach, tables: 7 },
    { name: 'statistics', roles: `{${statistics}}`, tables: 7 },
  ];
  try {
    await migrateAll({ 'labor-employment': urls });
    expect(await policies()).toEqual(namesOf(`${label}_statistics`));
    await migrateAll({ 'labor-employment': { ...urls, statistics: other.href } });
    expect(await policies()).toEqual(namesOf(`${label}_other`));
    expect(await refusal(urls)).toMatchObject({ role: 'statistics' });
    const database = connectDatabase({
      urls: { ...urls, statistics: other.href },
      name: 'other',
      open: [...openTables, 'registered'],
      secret: Buffer.from('other'),
    });
    expect(await database.statistics.execute('select from registered')).toHaveLength(1);
    await database.stop();
  } finally {
    await owner`drop table registered`;
    await migrateAll({ 'labor-employment': urls });
    await administrator.unsafe(`drop owned by ${other.username}; drop role ${other.username}`);
  }
});
