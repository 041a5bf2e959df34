import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { SourceUnavailableError } from '../../subgraphs/kit/extract.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import { migrateDatabase } from '../../subgraphs/kit/migrate.ts';
import officials from '../../subgraphs/officials/index.ts';
import socialSecurity from '../../subgraphs/social-security/index.ts';
import { administratorConnection } from '../support/administrator-connection.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { collect } from './collect-extract.ts';

// A database of its own, because connections to it are counted and cut.
let own: Awaited<ReturnType<typeof ownDatabase>>;
let urls: DatabaseUrls;
let owner: ReturnType<typeof ownerConnection>;
let source: ReturnType<typeof createExtractSource>;
beforeAll(async () => {
  own = await ownDatabase('social-security', 'extract_source', 2_000);
  urls = own.urls;
  owner = ownerConnection(urls);
  source = createExtractSource(socialSecurity, { urls });
});
afterAll(async () => {
  await owner?.end();
  await own?.stop();
});

/** The connections that read extracts of the database, as long as there are any. */
const readers = () =>
  owner`select pid from pg_stat_activity where application_name = 'lienthong social-security extract' and datname = current_database()`;
async function untilNoReaders() {
  while ((await readers()).length > 0) await sleep(20);
}

const reasonOf = async (reading: Promise<unknown>) => {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SourceUnavailableError);
  return (error as SourceUnavailableError).reason;
};

test('each extract is given whole, with its rows counted, and the connection goes', async () => {
  const found = await collect(source.stream({ extracts: ['benefits', 'insured_persons', 'elders'] }));
  const [counted] = await owner`
    select (select count(*)::int from benefits) as benefits, (select count(*)::int from insured_persons) as insured_persons`;
  expect(Object.keys(found)).toEqual(['benefits', 'insured_persons', 'elders']);
  for (const { text, rows } of Object.values(found)) expect(text.split('\n').length - 1).toBe(rows);
  expect(found).toMatchObject({
    benefits: { rows: counted?.benefits },
    insured_persons: { rows: counted?.insured_persons },
  });
  await untilNoReaders();
});

test('by keys it gives the rows of those alone, of reference data all, and of no keys none', async () => {
  const lines = (text = '') => text.split('\n').filter((line) => line !== '');
  const all = lines((await collect(source.stream({ extracts: ['contributions'] }))).contributions?.text);
  // More than go into one statement, with some that nobody has.
  const people = [...new Set(all.map((line) => line.split('\t')[1] as string))].filter((_, index) => index % 2 === 0);
  const unknown = Array.from(
    { length: 6_000 },
    (_, index) => `00000000-0000-8000-8000-${String(index).padStart(12, '0')}`,
  );
  const PERSON = [...people, ...unknown];
  const some = await collect(source.stream({ extracts: ['contributions'], keys: { PERSON, EMPLOYER: [] } }));
  const wanted = new Set(people);
  expect(lines(some.contributions?.text).toSorted()).toEqual(
    all.filter((line) => wanted.has(line.split('\t')[1] as string)).toSorted(),
  );
  const none = await collect(source.stream({ extracts: ['benefits'], keys: { PERSON: [], EMPLOYER: ['0100109106'] } }));
  expect(none).toEqual({ benefits: { text: '', rows: 0 } });
  const units = createExtractSource(officials, { urls: inject('databaseUrls').officials as DatabaseUrls });
  const quotas = await collect(units.stream({ extracts: ['payroll_quotas'], keys: { PERSON: [], EMPLOYER: [] } }));
  expect(quotas.payroll_quotas?.rows).toBeGreaterThan(1_000);
});

test.each(["00000000-0000-8000-8000-000000000000'", '{', ''])(
  '%j is no key, and never gets into a statement',
  async (key) => {
    const reading = collect(source.stream({ extracts: ['benefits'], keys: { PERSON: [key], EMPLOYER: [] } }));
    expect(await reasonOf(reading)).toBe('it was asked for what it does not offer');
  },
);

test('all extracts are of one moment', async () => {
  const reading = source.stream({ extracts: ['contributions', 'social_pensions'] });
  const { value } = await reading[Symbol.asyncIterator]().next();
  expect(value).toMatchObject({ extract: 'contributions' });
  const [before] = await owner`select count(*)::int as count from social_pensions`;
  expect(before?.count).toBeGreaterThan(100);
  await owner`delete from social_pensions`;
  expect((await collect(reading)).social_pensions?.rows).toBe(before?.count);
});

test('a reader who is slow makes PostgreSQL wait, and little is held', async () => {
  // 200 MB, of one row over and over.
  const query = `select repeat('x', 1000) as filler from generate_series(1, 200000)`;
  const large = { name: 'large', about: '', key: { kind: 'REFERENCE' }, columns: { filler: 'text' }, query } as const;
  const administrator = await administratorConnection(urls);
  const wide = createExtractSource({ ...socialSecurity, extracts: [large] }, { urls });
  let stood = false;
  let rows = 0;
  try {
    const held = () => process.memoryUsage().arrayBuffers;
    const before = held();
    for await (const piece of wide.stream({ extracts: ['large'] })) {
      if ('rows' in piece) {
        rows = piece.rows;
        break;
      }
      if (!stood) {
        stood = true;
        // Far longer than it takes to fill what is between; then it stands still.
        await sleep(500);
        const [reader] = await administrator`select wait_event from pg_stat_activity
          where application_name = 'lienthong social-security extract' and datname = ${new URL(urls.owner).pathname.slice(1)}`;
        expect(reader).toEqual({ wait_event: 'ClientWrite' });
        expect(held() - before).toBeLessThan(20 << 20);
      }
    }
  } finally {
    await administrator.end();
  }
  expect(rows).toBe(200_000);
});

test('a reader who stops early, or is told to, leaves no connection behind', async () => {
  for await (const _ of source.stream({ extracts: ['contributions'] })) break;
  await untilNoReaders();
  const stopping = new AbortController();
  const reading = (async () => {
    for await (const _ of source.stream({ extracts: ['contributions', 'benefits'] }, stopping.signal)) stopping.abort();
  })();
  expect(await reasonOf(reading)).toBe('the reading was stopped');
  await untilNoReaders();
  expect(await reasonOf(collect(source.stream({ extracts: ['benefits'] }, AbortSignal.abort())))).toBe(
    'the reading was stopped',
  );
});

test('a reader who forgets what it began is cut off', async () => {
  const hasty = createExtractSource(socialSecurity, { urls, idle: 100 });
  const reading = hasty.stream({ extracts: ['contributions', 'benefits'] })[Symbol.asyncIterator]();
  await reading.next();
  await untilNoReaders();
  const rest = (async () => {
    while (!(await reading.next()).done);
  })();
  expect(await reasonOf(rest)).toBe('nothing moved for too long');
});

test('a connection that is cut in the middle is told, never taken for the end', async () => {
  const administrator = await administratorConnection(urls);
  try {
    const reading = (async () => {
      for await (const piece of source.stream({ extracts: ['contributions', 'benefits'] }))
        if ('data' in piece && piece.extract === 'contributions')
          for (const { pid } of await readers()) await administrator`select pg_terminate_backend(${pid})`;
    })();
    // PostgreSQL's own word, or the client's or the socket's: whichever comes first.
    expect(await reasonOf(reading)).toMatch(
      /^its database does not answer \((57P01|CONNECTION_(CLOSED|DESTROYED)|ECONNRESET|EPIPE)\)$/,
    );
  } finally {
    await administrator.end();
  }
});

test('what goes wrong is told without a value: no database, a role that would see nothing, SQL that fails', async () => {
  const nowhere = urls.application.replace(/:\d+\//, ':1/');
  const down = createExtractSource(socialSecurity, { urls: { application: nowhere, statistics: undefined } });
  expect(await reasonOf(down.changes(null, 1))).toBe('its database does not answer (ECONNREFUSED)');
  // The role of another database's statistics sees no row of this one.
  const blind = createExtractSource(socialSecurity, { urls: { ...urls, statistics: urls.application } });
  expect(await reasonOf(collect(blind.stream({ extracts: ['benefits'] })))).toMatch(/does not see what it must/);
  const [extract] = socialSecurity.extracts;
  if (!extract) throw new Error('no extract');
  const failing = createExtractSource(
    { ...socialSecurity, extracts: [{ ...extract, columns: { person_id: 'integer' } }] },
    { urls },
  );
  expect(await reasonOf(collect(failing.stream({ extracts: [extract.name] })))).toMatch(
    /^its database refused what the extract asks \([\dA-Z]{5}\)$/,
  );
});

test("without a role of statistics the application's sees every row too", async () => {
  // As one is migrated that has none.
  const other = await ownDatabase('social-security', 'extract_one_role', 100);
  const alone = { ...other.urls, statistics: undefined };
  await migrateDatabase(alone, socialSecurity.directory);
  const sql = ownerConnection(other.urls);
  try {
    const single = createExtractSource(socialSecurity, { urls: alone });
    const [all] = await sql`select count(*)::int as benefits from benefits`;
    expect((await collect(single.stream({ extracts: ['benefits', 'insured_persons'] }))).benefits?.rows).toBe(
      all?.benefits,
    );
    expect((await single.changes(null, 1)).position.epoch).not.toBe('');
  } finally {
    await sql.end();
    await other.stop();
  }
});
