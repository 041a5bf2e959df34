import { join } from 'node:path';
import type { SubgraphsConfig } from './config.ts';
import { databaseErrorCode, isDatabaseDown } from './kit/database-error.ts';
import type { DatabaseUrls } from './kit/database-urls.ts';
import type { Subgraph } from './kit/define-subgraph.ts';
import { EnvironmentError } from './kit/environment.ts';
import { migrateDatabase } from './kit/migrate.ts';
import { keyFingerprint } from './kit/person-key.ts';
import { holdsRecords, type SeedOptions, seedDatabase, seedState } from './kit/seed.ts';
import { createPopulation } from './population/create-population.ts';
import { registry } from './registry.ts';
import { fillUnitReach } from './unit-reach.ts';

/** Told how far a database has come: a share from 0 to 1, and 1 only when its indexes stand too. */
export type OnProgress = (database: string, share: number) => void;

/** Brings the named databases to the newest schema and the newest units. */
export async function migrateAll(urls: Record<string, DatabaseUrls>): Promise<void> {
  const migrations = Object.entries(urls).map(async ([name, url]) => {
    try {
      await migrateDatabase(url, join(import.meta.dirname, name));
    } catch (error) {
      if (error instanceof EnvironmentError) throw new EnvironmentError(`${name}: ${error.message}`);
      const code = databaseErrorCode(error);
      if (isDatabaseDown(error))
        throw new EnvironmentError(`${name}: the owner's address does not let us in (${code})`);
      // 42501, insufficient privilege.
      if (code === '42501') throw new EnvironmentError(`${name}: expected the address of the database's owner`);
      throw error;
    }
    await fillUnitReach(url.owner);
  });
  // All to their end, so that nothing is cut off in the middle by what another's failure stops.
  const failed = (await Promise.allSettled(migrations)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/**
 * The databases that the generator has not filled, or not to the end. EnvironmentError where one was filled under another
 * key: it would answer, and find nobody.
 */
export async function findEmpty(urls: Record<string, DatabaseUrls>, personKey: Buffer): Promise<string[]> {
  const states = await Promise.all(
    Object.entries(urls).map(async ([name, url]) => [name, await seedState(url.owner)] as const),
  );
  const other = states.filter(([, state]) => state?.completed && state.fingerprint !== keyFingerprint(personKey));
  if (other.length > 0)
    throw new EnvironmentError(
      `PERSON_KEY: expected the key that ${other.map(([name]) => name).join(', ')} was filled under; give that one, or fill it anew by \`npm run seed\``,
    );
  return states.filter(([, state]) => !state?.completed).map(([name]) => name);
}

/**
 * Refuses (EnvironmentError) databases that hold records the generator did not make: seeding empties a database, and an
 * address set by mistake may be an agency's own.
 */
export async function refuseForeignRecords(urls: Record<string, DatabaseUrls>): Promise<void> {
  const found = await Promise.all(
    registry.map(async ({ name, load }) => {
      const url = urls[name];
      if (!url || (await seedState(url.owner))) return [];
      const { tables, derived } = (await load()).default;
      const recorded = tables.filter((table) => !derived.includes(table));
      return (await holdsRecords(url.owner, recorded)) ? [name] : [];
    }),
  );
  const foreign = found.flat();
  if (foreign.length > 0)
    throw new EnvironmentError(
      `${foreign.join(', ')}: holds records that were not generated; seeding would delete them. Say --force if that is meant`,
    );
}

/** Empties the named databases and fills them with generated records, one after the other. */
export async function fillAll(
  config: SubgraphsConfig,
  urls: Record<string, DatabaseUrls>,
  names: string[],
  onProgress: OnProgress,
  options: SeedOptions = {},
): Promise<void> {
  for (const { name, load, loadSeed } of registry) {
    const url = urls[name];
    if (!url || !names.includes(name)) continue;
    onProgress(name, 0);
    const [{ default: subgraph }, { seed }] = await Promise.all([load(), loadSeed()]);
    const population = createPopulation({
      officials: config.officials,
      personKey: config.personKey,
      onProgress: (done, total) => onProgress(name, Math.min(done / total, 0.99)),
    });
    const { tables } = subgraph as Subgraph;
    await seedDatabase(url.owner, tables, seed(population), keyFingerprint(config.personKey), {
      ...options,
      size: config.officials,
    });
    onProgress(name, 1);
  }
}
