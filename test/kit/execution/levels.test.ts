import { beforeAll, expect, test } from 'vitest';
import { createCompare } from './compare.ts';
import { createToy } from './toy.ts';

let toy: Awaited<ReturnType<typeof createToy>>;
let compare: ReturnType<typeof createCompare>;
beforeAll(async () => {
  toy = await createToy();
  compare = createCompare(toy);
});

test('masks hold, and end with the scope', async () => {
  const query = '{ things(first: 2) { id secret } }';
  expect((await compare(query)).given.text).toContain('001*********');
  const identifying = await createToy(['person:identify']);
  expect((await identifying.ask(query)).text).toContain('001088012345');
});

test('a level is one call of its loader, and a loader is called once for all that is asked at once', async () => {
  const { given } = await compare(
    '{ things(first: 3) { children { id parent { name } } c: children { parent { id } } counted } }',
  );
  expect(given.asked).toEqual({ things: 1, childrenById: 1, thingById: 1 });
});

test('what nobody waits for is not asked any further', async () => {
  const gone = new AbortController();
  const query = '{ thing(id: "1") { id throwing children { rejecting } parent { id } failing { id } } }';
  const answer = toy.own({ query, caller: toy.caller, signal: gone.signal });
  gone.abort();
  expect((await answer).errors).toMatchObject([{ extensions: { code: 'REQUEST_CANCELLED' } }]);
});
