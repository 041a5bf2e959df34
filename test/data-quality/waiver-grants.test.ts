import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantRoles } from '../../subgraphs/kit/grant.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';

// Policies bind rows; which columns of a waiver may be written over, the grants say.

let own: Awaited<ReturnType<typeof ownDatabase>>;
let owner: ReturnType<typeof ownerConnection>;
beforeAll(async () => {
  own = await ownDatabase('data-quality', 'waiver_grants');
  owner = ownerConnection(own.urls);
});
afterAll(async () => {
  await owner?.end();
  await own?.stop();
});

/** What the application's role may write, by table, and by column where that is less. */
async function writable() {
  const role = new URL(own.urls.application).username;
  const rows = await owner<{ right: string }[]>`
    select concat_ws(' ', privilege_type, relname) as right from pg_class, aclexplode(relacl)
      where grantee = ${role}::regrole and privilege_type <> 'SELECT' and relnamespace = 'public'::regnamespace
    union all
    select concat_ws(' ', privilege_type, attrelid::regclass, attname) from pg_attribute, aclexplode(attacl) where grantee = ${role}::regrole
    order by 1`;
  return rows.map(({ right }) => right);
}

test('waivers are added and taken back, and nothing else is written; granted again, it is the same', async () => {
  const expected = ['INSERT waivers', 'UPDATE waivers withdrawn_at', 'UPDATE waivers withdrawn_by'];
  expect(await writable()).toEqual(expected);
  await owner`grant update (reason), delete on waivers to ${owner(new URL(own.urls.application).username)}`;
  await grantRoles(owner, own.urls);
  expect(await writable()).toEqual(expected);
});

test('a policy for updates that names no columns grants none, and that is said', async () => {
  await owner`comment on policy withdraw on waivers is null`;
  await expect(grantRoles(owner, own.urls)).rejects.toThrow(/withdraw on waivers: expected the columns/);
  expect((await writable()).filter((right) => right.startsWith('UPDATE'))).toEqual([]);
});
