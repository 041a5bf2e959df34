import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { startDevelopmentRegister } from '../../subgraphs/commands/development-register.ts';
import { rules } from '../../subgraphs/data-quality/rules/catalogue.ts';
import { lawTables } from '../../subgraphs/data-quality/rules/law.ts';
import { runQuality } from '../../subgraphs/data-quality/run/run.ts';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import { connectRegister } from '../../subgraphs/population-register/client.ts';
import { matchCitizens } from '../../subgraphs/population-register/match-citizens.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { personKey } from '../support/stack.ts';

/** As many as in the databases of the whole run (global-setup.ts). */
const officials = 4_000;
/** The day that the generated records are as of. */
const asOf = '2026-10-31';

/**
 * A run of all rules over generated records, after their comparison with the population register, in databases of a test's
 * own where something is written. `sql` is data quality's, as its owner.
 */
export async function verifiedRun(label: string) {
  await using stack = new AsyncDisposableStack();
  const own = await ownDatabase('officials', `${label}_officials`, officials);
  stack.defer(own.stop);
  const quality = await ownDatabase('data-quality', label);
  stack.defer(quality.stop);
  await matchOfficials(own.urls);
  const read = registry.filter(({ name }) => name !== 'data-quality');
  const sources = read.map(async ({ name, load }) => {
    const urls = name === 'officials' ? own.urls : (inject('databaseUrls')[name] as DatabaseUrls);
    return createExtractSource((await load()).default, { urls });
  });
  const outcome = await runQuality({
    database: quality.urls.owner,
    sources: await Promise.all(sources),
    rules,
    law: lawTables(),
    asOf,
    full: true,
  });
  const sql = ownerConnection(quality.urls);
  stack.defer(() => sql.end());
  const kept = stack.move();
  return { outcome, sql, stop: () => kept.disposeAsync() };
}

async function matchOfficials({ owner: url }: DatabaseUrls): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const token = randomBytes(32).toString('base64url');
  const server = await startDevelopmentRegister({
    config: { personKey },
    officials,
    host: '127.0.0.1',
    port: 0,
    token,
  });
  stack.defer(() => server.stop());
  const register = connectRegister({ url: server.url, token });
  stack.defer(() => register.stop());
  const entry = registry.find(({ name }) => name === 'officials');
  const citizens = (await entry?.load())?.default.citizens;
  if (!citizens) throw new Error('officials declares no citizens');
  const stopping = new AbortController().signal;
  await matchCitizens({ url, citizens, register, recheck: { all: true }, onProgress: () => {}, stopping });
}
