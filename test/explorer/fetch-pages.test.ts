import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, Ask } from '../../gateway/explorer/page/ask.ts';
import { fetchPages, type Progress } from '../../gateway/explorer/page/results/fetch-pages.ts';
import { findConnection, operationOf } from '../../gateway/explorer/page/results/find-connection.ts';
import { pageThroughDocument } from '../../gateway/explorer/page/results/paged-document.ts';
import { databasesOf } from '../operations/databases.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  // Pages of 200 cost more than this, so that they have to be asked in halves.
  stack = await startStack({ cost: { RATE_LIMIT: 'off', COST_LIMIT: '1000' } });
});
afterAll(() => stack?.stop());

const text = '{ officials(filter: { status: [ACTIVE] }) { totalCount nodes { id birthDate agency { code } } } }';

const askAt =
  (url: string, token = stack.everything): Ask =>
  async (asked, signal) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(asked),
      ...(signal && { signal }),
    });
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      asked,
      answer: (await response.json()) as Answer,
      status: response.status,
      retryAfter: Number.isNaN(retryAfter) ? null : retryAfter,
    };
  };

function follow(
  ask: Ask,
  { limit, signal = new AbortController().signal }: { limit?: number; signal?: AbortSignal } = {},
) {
  const document = parse(text);
  const operation = operationOf(document);
  const connection = operation && findConnection(operation, ['officials', 'nodes']);
  if (!operation || !connection) throw new Error('expected a connection');
  const paged = pageThroughDocument({ text, document, operation, variables: {} }, connection);
  const progress: Progress[] = [];
  const onProgress = (step: Progress) => void progress.push(step);
  const done = fetchPages({ paged, variables: {}, ask, signal, onProgress, ...(limit ? { limit } : {}) });
  return { done, progress };
}

const idsOf = ({ data }: Answer) => {
  const { officials } = data as { officials: { nodes: { id: string }[] } };
  return officials.nodes.map(({ id }) => id);
};

test('all pages arrive, each record once, with progress against the total', async () => {
  const { done, progress } = follow(askAt(stack.url));
  const { answer, end } = await done;
  const { officials } = databasesOf(stack);
  const rows = await officials<{ id: string }[]>`select id from officials where status = 'ACTIVE'`;
  expect(end).toBe('complete');
  expect(answer.errors).toEqual([]);
  expect(idsOf(answer).sort()).toEqual(rows.map(({ id }) => id).sort());
  expect(progress.length).toBeGreaterThan(2);
  expect(progress.at(-1)).toEqual({ fetched: rows.length, total: rows.length, waiting: 0 });
});

test('stopped, or at its bound, it keeps what it has', async () => {
  const stopped = new AbortController();
  let asked = 0;
  const { done, progress } = follow(
    (operation, signal) => {
      if (++asked === 6) stopped.abort();
      return askAt(stack.url)(operation, signal);
    },
    { signal: stopped.signal },
  );
  const kept = await done;
  expect(kept.end).toBe('stopped');
  expect(progress.at(-1)?.fetched).toBeGreaterThan(0);
  expect(idsOf(kept.answer).length).toBe(progress.at(-1)?.fetched);
  const bounded = await follow(askAt(stack.url), { limit: 50 }).done;
  expect(bounded.end).toBe('full');
  expect(idsOf(bounded.answer).length).toBeGreaterThanOrEqual(50);
});

test('refusals of later pages are told of their own rows', async () => {
  const token = await stack.tokenOf('provincial-officer', { scope: 'officials:read' });
  const { answer } = await follow(askAt(stack.url, token), { limit: 60 }).done;
  const rows = answer.errors?.flatMap(({ path }) => (path?.at(-1) === 'birthDate' ? [path[2] as number] : [])) ?? [];

  expect(rows.length).toBe(idsOf(answer).length);
  expect(rows.toSorted((a, b) => a - b)).toEqual(rows.map((_, at) => at));
});

test('who is told to come back later waits, and an error ends it with what there is', async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    asked++;
    if (asked === 1) return void response.writeHead(429, { 'retry-after': '0' }).end('{}');
    if (asked === 2) return void response.writeHead(503, { 'retry-after': '0' }).end('{}');
    const page = { totalCount: 3, nodes: [{ id: 'a' }], followedPage: { hasNextPage: true, endCursor: 'a' } };
    const failed = { data: { officials: null }, errors: [{ message: 'away', path: ['officials'] }] };
    response.end(JSON.stringify(asked === 3 ? { data: { officials: page } } : failed));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { done, progress } = follow(askAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  const { answer, end } = await done;
  server.close();
  expect(asked).toBe(4);
  expect(progress.at(-1)).toEqual({ fetched: 1, total: 3, waiting: 0 });
  expect(end).toBe('failed');
  expect(idsOf(answer)).toEqual(['a']);
  expect(answer.errors).toEqual([{ message: 'away', path: ['officials'] }]);
});
