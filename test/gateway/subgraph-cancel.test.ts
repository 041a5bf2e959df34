import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FetchOutcome } from '../../gateway/telemetry/observer.ts';
import { ownDatabase } from '../support/own-database.ts';
import { startStack } from '../support/stack.ts';

let database: Awaited<ReturnType<typeof ownDatabase>>;
beforeAll(async () => {
  database = await ownDatabase('officials', 'officials_cancel');
});
afterAll(() => database?.stop());

/** However slow the machine is. */
const patient = { timeout: 20_000 };

const query = '{ officials(first: 3) { nodes { id ratings { year } person { insuredPerson { id } } } } }';

test.each([{ split: false }, { split: true }])(
  'what a client no longer waits for is not asked further (split: $split)',
  async ({ split }) => {
    const outcomes: [string, FetchOutcome][] = [];
    const stack = await startStack({
      split,
      databaseUrls: { officials: database.urls },
      observer: { onFetch: ({ subgraph, outcome }) => outcomes.push([subgraph, outcome]) },
    });
    const read = () => stack.statements.map(({ subgraph, text }) => `${subgraph}: ${text}`);
    try {
      // Asked to its end, it reads ratings and another subgraph too.
      expect((await stack.ask(query)).errors).toBeUndefined();
      expect(read().some((text) => text.includes('"ratings"'))).toBe(true);
      expect(outcomes.map(([subgraph]) => subgraph)).toContain('social-security');
      stack.statements.length = 0;
      outcomes.length = 0;

      const sql = stack.databases.officials;
      await sql?.begin(async (tx) => {
        await tx`lock table officials in access exclusive mode`;
        const client = new AbortController();
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${stack.everything}` };
        const init = { method: 'POST', headers, body: JSON.stringify({ query }), signal: client.signal };
        const gone = fetch(stack.url, init).catch(() => 'gone');
        await expect.poll(() => stack.statements.length, patient).toBe(1);
        client.abort();
        expect(await gone).toBe('gone');
        // Told before the database answers, which it does not until this block ends.
        await expect.poll(() => outcomes, patient).toEqual([['officials', 'cancelled']]);
        // A connection made later: the service has seen the end of the other by then.
        await Promise.all(stack.services.map(({ url }) => fetch(new URL('/health/live', url))));
      });
      // Behind what the lock held up.
      expect((await stack.ask('{ officials(first: 1) { nodes { id } } }')).errors).toBeUndefined();
      expect(read().filter((text) => text.includes('"ratings"') || text.startsWith('social-security'))).toEqual([]);
      expect(stack.failures).toEqual([]);
    } finally {
      await stack.stop();
    }
  },
);
