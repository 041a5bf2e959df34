import { afterEach, beforeAll, expect, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { type Stack, startStack } from '../support/stack.ts';

let database: Awaited<ReturnType<typeof ownDatabase>>;
let stack: Stack;
/** How many requests run and wait, as the gateway last told. */
let load = { running: 0, queued: 0 };
const refused: string[] = [];
beforeAll(async () => {
  database = await ownDatabase('officials', 'officials_shedding');
  stack = await startStack({
    databaseUrls: { officials: database.urls },
    traffic: { running: 2, queued: 2 },
    observer: { onLoad: (told) => (load = told), onRefusal: ({ code }) => refused.push(code) },
  });
  return async () => {
    await stack.stop();
    await database.stop();
  };
});
afterEach(() => {
  refused.length = 0;
});

const question = '{ officials(first: 1) { nodes { id } } }';
const ask = (signal?: AbortSignal) =>
  fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.everything}` },
    body: JSON.stringify({ query: question }),
    ...(signal && { signal }),
  });
const isLoad = (running: number, queued: number) =>
  expect.poll(() => load, { timeout: 10_000, interval: 10 }).toEqual({ running, queued });

/** While the database answers nobody. */
async function whileHeld(work: () => Promise<void>): Promise<void> {
  const sql = stack.databases.officials;
  if (!sql) throw new Error('no officials database');
  await sql.begin(async (tx) => {
    await tx`lock table officials in access exclusive mode`;
    await work();
  });
}

test('what is more than runs and waits is refused at once, health still answers, and what waited is answered', async () => {
  let waiting: Promise<Response>[] = [];
  await whileHeld(async () => {
    waiting = [ask(), ask()];
    await isLoad(2, 0);
    waiting.push(ask(), ask());
    await isLoad(2, 2);
    const over = await ask();
    expect(over.status).toBe(503);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await over.json()).toEqual({
      errors: [
        {
          message: expect.stringMatching(/more to do than it can: expected again in \d+ seconds/),
          extensions: { code: 'OVERLOADED' },
        },
      ],
    });
    expect(refused).toEqual(['OVERLOADED']);
    for (const path of ['/health/live', '/health/ready'])
      expect((await fetch(new URL(path, stack.url))).status, path).toBe(200);
  });
  for (const answer of await Promise.all(waiting)) {
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ data: { officials: { nodes: [{}] } } });
  }
  await isLoad(0, 0);
});

test('a client that goes away leaves the queue, and its place to the next', async () => {
  let waiting: Promise<Response>[] = [];
  const gone = new AbortController();
  const before = stack.statements.length;
  await whileHeld(async () => {
    waiting = [ask(), ask()];
    await isLoad(2, 0);
    waiting.push(ask());
    await isLoad(2, 1);
    const left = ask(gone.signal);
    await isLoad(2, 2);
    gone.abort();
    await expect(left).rejects.toThrow();
    await isLoad(2, 1);
    waiting.push(ask());
    await isLoad(2, 2);
  });
  const answers = await Promise.all(waiting);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(refused).toEqual([]);
  // Whoever left was asked for by nobody: one statement each for the four.
  const asked = stack.statements.slice(before).filter(({ text }) => text.includes('from "officials"'));
  expect(asked).toHaveLength(4);
  await isLoad(0, 0);
});

test('a mistake gives its place back too', async () => {
  for (let at = 0; at < 10; at++) expect((await stack.ask('{ nope }')).errors).toHaveLength(1);
  await isLoad(0, 0);
});
