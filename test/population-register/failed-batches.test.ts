import { expect, onTestFinished, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { expected, match, peopleOf, registerOf, stored } from './matching.ts';
import { type Answer, good, misbehavingRegister } from './misbehaving-register.ts';

const size = 1200;
const people = peopleOf(size);

test('records of a batch that failed stay as they were, for the next run', async () => {
  const { urls, stop } = await ownDatabase('officials', 'match_failed', size);
  const sql = ownerConnection(urls);
  const foreign: Answer = (response, { answers }) =>
    response.end(JSON.stringify({ answers: answers.map((each) => ({ ...each, number: '001190000999' })) }));
  // Two batches of about twelve: each by the first number that it was asked for.
  const spoilt = new Set<string>();
  const register = await misbehavingRegister((numbers) => {
    const [first = ''] = numbers;
    if (spoilt.size < 2) spoilt.add(first);
    return spoilt.has(first) ? foreign : good;
  }, people.citizen);
  const honest = await registerOf(people);
  onTestFinished(async () => {
    await Promise.all([register.stop(), honest.stop(), sql.end()]);
    await stop();
  });
  const before = await sql`select id, citizen_match, citizen_matched_at from officials order by id`;
  const report = await match(urls, register.url, { batchSize: 100, attempts: 2 });
  expect(report).toMatchObject({ failed: { MALFORMED: 200 }, gaveUp: false });
  const all = expected(people);
  const found = await stored(sql);
  expect(found.size).toBe(all.size - 200);
  for (const [id, row] of found) expect(row).toEqual(all.get(id));
  expect(await sql`select id, citizen_match, citizen_matched_at from officials order by id`).toEqual(before);

  const next = await match(urls, honest.url);
  expect(Object.values(next.outcomes).reduce((sum, count) => sum + count, 0)).toBe(200);
  expect(await stored(sql)).toEqual(all);
});

test('a register that answers nothing any more is given up', async () => {
  const { urls, stop } = await ownDatabase('officials', 'match_gave_up', size);
  const register = await misbehavingRegister(() => (response) => response.socket?.destroy());
  const sql = ownerConnection(urls);
  onTestFinished(async () => {
    await Promise.all([register.stop(), sql.end()]);
    await stop();
  });
  const report = await match(urls, register.url, { batchSize: 20, attempts: 1 });
  expect(report.gaveUp).toBe(true);
  expect(register.asked.length).toBeLessThan(20);
  expect((await stored(sql)).size).toBe(0);
});
