import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { createClient, NotAnsweredError } from '../../schema/example/client.ts';
import { explainGaps } from '../../schema/example/explain.ts';
import {
  OfficialsAcrossDatabasesDocument,
  type OfficialsAcrossDatabasesQuery,
  PersonByNumberDocument,
} from '../../schema/example/operations.ts';
import { pagesOf } from '../../schema/example/pages.ts';
import { type Stack, startStack } from '../support/stack.ts';

let away: string | undefined;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    around: (subgraph) => ({
      ...subgraph,
      execute: (request) => {
        if (subgraph.name === away) throw new Error('the service is away');
        return subgraph.execute(request);
      },
    }),
  });
});
afterAll(() => stack?.stop());

const clientOf = (token: string | null) => createClient({ url: stack.url, token: () => token });

test('pages are followed by their cursors to the end that one asks for', async () => {
  const client = clientOf(stack.everything);
  const pages = pagesOf(async (after) => {
    const { data, errors } = await client.ask(OfficialsAcrossDatabasesDocument, { first: 4, after });
    expect(errors).toEqual([]);
    return data.officials;
  });
  const found: string[] = [];
  for await (const { nodes } of pages) {
    found.push(...nodes.map(({ id }) => id));
    if (found.length >= 12) break;
  }
  const { data } = await client.ask(OfficialsAcrossDatabasesDocument, { first: 12 });
  expect(found).toEqual(data.officials?.nodes.map(({ id }) => id));
});

test('the last page ends them, and so does one that could not be told', async () => {
  const fetched: (string | null)[] = [];
  const page = (endCursor: string | null) => ({ pageInfo: { hasNextPage: endCursor !== null, endCursor } });
  const answers = [page('a'), page('b'), page(null)];
  const all = await Array.fromAsync(
    pagesOf(async (after) => {
      fetched.push(after);
      return answers.shift();
    }),
  );
  expect([all.length, fetched]).toEqual([3, [null, 'a', 'b']]);
  expect(await Array.fromAsync(pagesOf(async () => null))).toEqual([]);
});

test('what is refused is told once, with its place and what is lacking', async () => {
  const { data, errors } = await clientOf(await stack.tokenOf('analyst')).ask(OfficialsAcrossDatabasesDocument, {});
  expect(data.officials).toBe(null);
  expect(explainGaps(errors)).toEqual([
    { place: 'officials', why: 'refused', rows: 1, message: expect.stringContaining('officials:read') },
  ]);
});

test('without one database the page stays, and its gaps are summed up', async () => {
  away = 'social-security';
  const { data, errors } = await clientOf(stack.everything).ask(OfficialsAcrossDatabasesDocument, { first: 5 });
  away = undefined;
  expect(data.officials?.nodes.map(({ fullName }) => typeof fullName)).toEqual(Array(5).fill('string'));
  expect(explainGaps(errors)).toEqual([
    { place: 'officials.nodes.*.person.insuredPerson', why: 'unavailable', rows: 5, message: expect.any(String) },
  ]);
});

test('without data an answer is an error with its code, its status, and the request by which it is found', async () => {
  const refused = clientOf('no.token.atall').ask(OfficialsAcrossDatabasesDocument, {});
  await expect(refused).rejects.toMatchObject({ code: 'UNAUTHENTICATED', status: 401, requestId: expect.any(String) });
  await expect(refused).rejects.toBeInstanceOf(NotAnsweredError);
});

test('variables and answers have the types of their operation', async () => {
  type Row = NonNullable<OfficialsAcrossDatabasesQuery['officials']>['nodes'][number];
  expectTypeOf<Row['id']>().toEqualTypeOf<string>();
  expectTypeOf<Row['fullName']>().toEqualTypeOf<string | null>();
  expectTypeOf<NonNullable<Row['monthlyPay']>['amount']>().toEqualTypeOf<number | null>();
  const client = clientOf(null);
  // The compiler says before what the gateway would say.
  // @ts-expect-error: the number is required
  await expect(client.ask(PersonByNumberDocument, {})).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  // @ts-expect-error: a page size is a number
  await expect(client.ask(OfficialsAcrossDatabasesDocument, { first: '5' })).rejects.toMatchObject({ status: 400 });
});

async function runExample(token: string) {
  const child = spawn(process.execPath, ['schema/example/main.ts', stack.url]);
  child.stdin.end(token);
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { lines: output.trimEnd().split('\n'), problems };
}

test('the example runs as its guide says', async () => {
  const { lines, problems } = await runExample(await stack.tokenOf('provincial-officer'));
  expect(problems).toBe('');
  expect(lines.filter((line) => line.split(', ').length >= 3 && !line.startsWith('refused'))).toHaveLength(10);
  expect((await runExample('no.token.atall')).problems).toMatch(/^UNAUTHENTICATED \(401\): .*; request \S+\n$/);
});
