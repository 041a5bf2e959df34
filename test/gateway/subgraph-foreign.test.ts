import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultSettings } from '../../gateway/data-sources/environment.ts';
import { createRemoteSource, type RemoteSource } from '../../gateway/data-sources/remote.ts';
import { anonymous } from '../../schema/caller.ts';
import { reply, type StandIn, startStandIn } from '../support/stand-in.ts';

const requestId = '0f0e0d0c-0b0a-4908-8706-050403020100';
const internal = 'relation "people" of db-7.internal: 001099000001';

let standIn: StandIn;
let foreign: RemoteSource;
let ours: RemoteSource;
beforeAll(async () => {
  standIn = await startStandIn();
  const options = { name: 'taxes', url: standIn.url, settings: defaultSettings, report: () => {} };
  foreign = createRemoteSource(options);
  ours = createRemoteSource({ ...options, key: Buffer.alloc(32) });
});
afterAll(async () => {
  await Promise.all([foreign.stop(), ours.stop()]);
  await standIn.stop();
});

const ask = ({ source }: RemoteSource, answer: object) => {
  standIn.behave = ({ response }) => reply(response, JSON.stringify(answer));
  const context = { requestId, caller: anonymous };
  return source.process({ request: { query: '{ taxes { id } }' }, context } as never);
};
const error = (extensions: object) => ({
  data: { taxes: null },
  errors: [{ message: internal, path: ['taxes'], locations: [{ line: 1, column: 1 }], extensions }],
});

test.each([
  [{ code: 'BAD_USER_INPUT' }, 'BAD_USER_INPUT'],
  [{ code: 'FORBIDDEN', stacktrace: [internal] }, 'FORBIDDEN'],
  [{ code: internal }, 'SUBGRAPH_ERROR'],
  [{ code: 'OF_ITS_OWN' }, 'SUBGRAPH_ERROR'],
  [{ code: { toString: 1 } }, 'SUBGRAPH_ERROR'],
  [{ exception: internal }, 'SUBGRAPH_ERROR'],
])(
  'of an error of a service that is not ours, with %j, clients hear a known code and our words',
  async (given, code) => {
    expect(await ask(foreign, error(given))).toEqual({
      data: { taxes: null },
      errors: [{ message: 'The subgraph "taxes" answered with an error.', path: ['taxes'], extensions: { code } }],
    });
  },
);

test('a service of ours words its errors for clients; nothing but message, path and code goes on', async () => {
  expect(await ask(ours, error({ code: 'OF_ITS_OWN', stacktrace: [internal] }))).toEqual({
    data: { taxes: null },
    errors: [{ message: internal, path: ['taxes'], extensions: { code: 'OF_ITS_OWN' } }],
  });
  expect(await ask(ours, error({}))).toMatchObject({
    errors: [{ message: 'The subgraph "taxes" answered with an error.', extensions: { code: 'SUBGRAPH_ERROR' } }],
  });
});

test('an error of the whole request stands at each field that was asked', async () => {
  expect(await ask(foreign, { errors: [{ message: internal }] })).toEqual({
    data: null,
    errors: [
      {
        message: 'The subgraph "taxes" answered with an error.',
        path: ['taxes'],
        extensions: { code: 'SUBGRAPH_ERROR' },
      },
    ],
  });
});

test.each(['taxes', 'taxes.0', [], [{}], [-1], [1.5], null])('a path that is none, %j, is left out', async (path) => {
  const answer = { data: { taxes: null }, errors: [{ message: internal, path }] };
  const { errors } = (await ask(foreign, answer)) as { errors: object[] };
  expect(Object.keys(errors[0] ?? {})).toEqual(['message', 'extensions']);
});

test('of another service it is known whether it answers, and not whether its database does', async () => {
  expect(await foreign.readiness()).toEqual({ ready: true, database: null });
});
