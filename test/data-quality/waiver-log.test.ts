import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { findingRow } from './made-findings.ts';

// What the gateway's log tells of a mutation: who asked for what of which finding, and never why.

const requestId = '3f0c9f3e-6a55-4c38-9ad5-1f3f4f0b3a11';
const reason = 'Đã đối chiếu với bản gốc của hồ sơ.';

describe.each([
  ['in one process', false],
  ['over HTTP', true],
])('%s', (_, split) => {
  const lines: string[] = [];
  let own: Awaited<ReturnType<typeof ownDatabase>>;
  let owner: ReturnType<typeof ownerConnection>;
  let stack: Stack;
  beforeAll(async () => {
    own = await ownDatabase('data-quality', split ? 'waiver_log_split' : 'waiver_log');
    owner = ownerConnection(own.urls);
    const log = pino({ level: 'info', base: undefined, timestamp: false }, { write: (line) => lines.push(line) });
    stack = await startStack({ split, log, databaseUrls: { 'data-quality': own.urls } });
  });
  afterAll(async () => {
    await owner?.end();
    await stack?.stop();
    await own?.stop();
  });

  /** The lines that an operation leaves. */
  async function logged(query: string, variables = {}, token?: string | null) {
    lines.length = 0;
    const answer = await stack.ask(query, variables, {
      token: token === undefined ? await stack.tokenOf('data-steward', { sub: 'steward-7' }) : token,
      headers: { 'x-request-id': requestId },
    });
    return { answer, lines: lines.map((line) => JSON.parse(line)) };
  }
  const add = async () => {
    const row = findingRow({ rule: 'worker-number' });
    await owner`insert into findings ${owner([row])}`;
    return row.id;
  };
  const line = (subject: string | null, mutations: object[]) => [
    { level: 30, requestId, subject, mutations, msg: 'mutation' },
  ];

  test('both mutations leave one line, with who, what and which, and without the reason', async () => {
    const id = await add();
    const query = `mutation($id: ID!, $reason: String!) { waiveFinding(id: $id, reason: $reason) { state } ...Back }
      fragment Back on Mutation { back: unwaiveFinding(id: "${id}") { state } not: unwaiveFinding(id: $id) @skip(if: true) { state } }`;
    const { answer, lines: found } = await logged(query, { id, reason });
    expect(answer.errors).toBeUndefined();
    expect(found).toEqual(
      line('steward-7', [
        { field: 'waiveFinding', id, answered: true },
        { field: 'unwaiveFinding', id, answered: true },
      ]),
    );
    expect(lines.join()).not.toContain('bản gốc');
  });

  test('what came to nothing is logged as such, and an id only where it is one', async () => {
    const given = '079085012345';
    const { lines: found } = await logged(`mutation { unwaiveFinding(id: "${given}") { state } }`);
    expect(found).toEqual(line('steward-7', [{ field: 'unwaiveFinding', answered: false }]));
    const refused = await logged(`mutation { unwaiveFinding(id: "${requestId}") { state } }`, {}, null);
    expect(refused.lines).toEqual(line(null, [{ field: 'unwaiveFinding', id: requestId, answered: false }]));
  });

  test('a query leaves none', async () => {
    expect((await logged('{ findings { nodes { id } } }')).lines).toEqual([]);
  });
});
