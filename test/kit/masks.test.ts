import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, type Caller } from '../../schema/caller.ts';
import { defineSubgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { createExecutor } from '../../subgraphs/kit/execute.ts';

const sdl = `
  directive @masked on FIELD_DEFINITION
  type Query { account: Account }
  type Account {
    owner: String
    phone: String @masked
    number: String @masked
    former: [String] @masked
    short: String @masked
    missing: String @masked
    late: String @masked
    balance: Int @masked
  }
`;
const account = {
  owner: 'Nguyễn Văn A',
  phone: '0912345678',
  number: '19001234567890',
  former: ['19009999999999', null],
  short: '12',
  missing: null,
  late: Promise.resolve('001088012345'),
  balance: 5,
};

let directory: string;
let ask: (scopes: string[]) => Promise<Record<string, unknown>>;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lienthong-masks-'));
  await writeFile(join(directory, 'schema.graphql'), sdl);
  const subgraph = defineSubgraph({
    name: 'accounts',
    directory,
    tables: {},
    principal: {},
    loaders: {},
    resolvers: { Query: { account: () => account } },
  });
  const execute = createExecutor(
    subgraph,
    (caller: Caller) => ({ caller }),
    () => {},
  );
  const query = '{ account { owner phone number former short missing late balance } }';
  ask = async (scopes) => {
    const { data } = await execute({ query, caller: { ...anonymous, scopes } });
    return { ...(data?.account as object) };
  };
});
afterAll(() => rm(directory, { recursive: true }));

test('a masked field shows its first three characters alone without person:identify', async () => {
  expect(await ask(['officials:read'])).toEqual({
    owner: 'Nguyễn Văn A',
    phone: '091*******',
    number: '190***********',
    former: ['190***********', null],
    short: '12',
    missing: null,
    late: '001*********',
    // No text, so nothing can be shown of it.
    balance: null,
  });
});

test('with person:identify it is whole', async () => {
  expect(await ask(['person:identify'])).toEqual({ ...account, late: '001088012345' });
});
