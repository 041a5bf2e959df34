import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** Everything that any part of the stack logs. */
const logged: string[] = [];
const log = pino(
  { level: 'trace' },
  new Writable({
    write: (chunk, _, done) => {
      logged.push(String(chunk));
      done();
    },
  }),
);

let database: Awaited<ReturnType<typeof ownDatabase>>;
let stack: Stack;
let person: { number: string; name: string };
beforeAll(async () => {
  database = await ownDatabase('officials', 'officials_secrecy');
  stack = await startStack({ log, databaseUrls: { officials: database.urls } });
  const [row] =
    (await stack.databases.officials?.unsafe(
      'select personal_number as number, full_name as name from officials order by id limit 1',
    )) ?? [];
  person = row as unknown as typeof person;
});
afterAll(async () => {
  await stack.stop();
  await database.stop();
});

const said = () => [...logged, JSON.stringify(stack.failures)].join('\n');

function isSilent(text: string): void {
  expect(text).not.toContain(person.number);
  expect(text).not.toContain(person.name);
}

test('a personal number that is asked for is answered, and written nowhere', async () => {
  const { data } = await stack.ask(
    'query ($number: PersonalNumber!) { personByNumber(number: $number) { id official { personalNumber } } }',
    { number: person.number },
  );
  expect(data.personByNumber.official.personalNumber).toBe(person.number);
  expect(data.personByNumber.id).not.toContain(person.number);
  isSilent(said());
});

test('cursors of every list of people hold neither name nor number in any encoding', async () => {
  const query = `{
    officials(first: 200) { nodes { fullName personalNumber } edges { cursor } }
    workers(first: 200) { edges { cursor } }
    insuredPersons(first: 200) { edges { cursor } }
  }`;
  const { data } = await stack.ask(query);
  const cursors = [data.officials, data.workers, data.insuredPersons].flatMap(({ edges }) =>
    edges.map(({ cursor }: { cursor: string }) => cursor),
  );
  const readable = cursors
    .flatMap((cursor: string) => [
      cursor,
      Buffer.from(cursor, 'base64url').toString('utf8'),
      Buffer.from(cursor, 'base64url').toString('latin1'),
    ])
    .join('\n');
  expect(cursors.length).toBeGreaterThan(500);
  for (const { fullName, personalNumber } of data.officials.nodes) {
    expect(readable).not.toContain(personalNumber);
    expect(readable).not.toContain(fullName);
  }
});

test.each([
  [
    'malformed, as a variable',
    'query ($n: PersonalNumber!) { personByNumber(number: $n) { id } }',
    (n: string) => ({ n: `${n}x` }),
  ],
  ['in the place of an id', 'query ($n: ID!) { official(id: $n) { id } }', (n: string) => ({ n })],
  [
    'in the place of a cursor',
    'query ($n: String) { officials(after: $n) { totalCount nodes { id } } }',
    (n: string) => ({ n }),
  ],
  [
    'in the place of a date',
    'query ($n: Date) { administrativeUnit(code: "79", on: $n) { id } }',
    (n: string) => ({ n }),
  ],
  [
    'in the place of a unit code',
    'query ($n: UnitCode!) { administrativeUnit(code: $n) { id } }',
    (n: string) => ({ n }),
  ],
])('a personal number %s is not repeated by the error or the log', async (_, query, variables) => {
  const text = await stack.askText(query, variables(person.number));
  expect(JSON.parse(text).errors).toHaveLength(1);
  isSilent(text);
  isSilent(said());
});

test('a statement that fails tells its code alone, though PostgreSQL repeats the row', async () => {
  const sql = stack.databases.officials;
  // A fault on purpose: the next read of ratings fails in PostgreSQL.
  await sql?.unsafe('alter table ratings rename to ratings_away');
  try {
    const text = await stack.askText(
      'query ($n: PersonalNumber!) { personByNumber(number: $n) { official { category ratings { year } } } }',
      { n: person.number },
    );
    const { data, errors } = JSON.parse(text);
    expect(errors).toMatchObject([
      { message: 'Internal server error.', extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName: 'officials' } },
    ]);
    expect(data.personByNumber).not.toBeNull();
    expect(stack.failures).toContainEqual(
      expect.objectContaining({
        subgraph: 'officials',
        message: 'database error 42P01',
        requestId: expect.any(String),
      }),
    );
    isSilent(text);
    isSilent(said());
  } finally {
    await sql?.unsafe('alter table ratings_away rename to ratings');
  }
});
