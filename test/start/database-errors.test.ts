import { expect, onTestFinished, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { runScript } from '../support/process.ts';
import { personKey } from '../support/stack.ts';

test('a command that a database refuses something tells its SQLSTATE, and no value', async () => {
  const { urls, stop } = await ownDatabase('officials', 'start_refused', 200);
  onTestFinished(stop);
  const sql = ownerConnection(urls);
  await sql.unsafe(`create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'Nguyễn Văn An 001099000001' using detail = 'Nguyễn Văn An 001099000001'; end $$;
    create trigger refuse before insert on citizen_matches for each row execute function refuse()`);
  await sql.end();
  const env = {
    DATABASE_URL_OFFICIALS: urls.application,
    DATABASE_OWNER_URL_OFFICIALS: urls.owner,
    PERSON_KEY: personKey.toString(),
  };
  const { code, output } = await runScript('match', [], { env });
  expect(output).toContain('lienthong: PostgreSQL refused a statement (P0001, exec_stmt_raise)');
  expect(output).not.toMatch(/Nguy|0010/);
  expect(code).toBe(1);
});
