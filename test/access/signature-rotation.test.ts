import { expect, test } from 'vitest';
import { keyOf, send, signed, startService } from './signed-service.ts';

const [oldest, old, fresh] = [keyOf('oldest'), keyOf('old'), keyOf('fresh')];

/** Status of a request signed with each key, at a service that takes `keys`. */
async function taken(keys: Buffer[]) {
  const service = await startService(keys);
  try {
    const answers = [oldest, old, fresh].map(async (key) => (await send(signed(service.url, key))).status);
    return await Promise.all(answers);
  } finally {
    await service.stop();
  }
}

test('a key is replaced without a request refused: the old counts beside the new, and later no more', async () => {
  expect(await taken([old])).toEqual([401, 200, 401]);
  expect(await taken([fresh, old])).toEqual([401, 200, 200]);
  expect(await taken([fresh])).toEqual([401, 401, 200]);
});

test('the order of the keys does not matter to the subgraph', async () => {
  expect(await taken([old, fresh])).toEqual([401, 200, 200]);
});

test('without a key nothing is taken', async () => {
  expect(await taken([])).toEqual([401, 401, 401]);
});
