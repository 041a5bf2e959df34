import { environmentName } from '../../schema/subgraph-name.ts';
import { addressNames, type SubgraphsConfig } from '../config.ts';
import { openDatabases } from '../databases.ts';
import { databaseErrorCode } from '../kit/database-error.ts';
import { seedState } from '../kit/seed.ts';
import { registry } from '../registry.ts';
import { qualityName } from './quality-sources.ts';

/**
 * Which databases each run of a schedule will miss, a line each: those without an address, of a database or a service, that the
 * embedded server does not hold either. Told at the start, because nobody reads what a run at night prints.
 */
export async function scheduleMisses(
  config: SubgraphsConfig,
  subgraphUrls: Record<string, string>,
  stopping: AbortSignal,
): Promise<string[]> {
  const unnamed = registry
    .map(({ name }) => name)
    .filter((name) => name !== qualityName && !config.databaseUrls[name] && !subgraphUrls[environmentName(name)]);
  const missed = await withoutRecords(config, unnamed, stopping);
  return missed.map(
    (name) =>
      `QUALITY_SCHEDULE: each run will miss ${name}: expected ${addressNames(name).application} or SUBGRAPH_URL_${environmentName(name)}`,
  );
}

async function withoutRecords(config: SubgraphsConfig, names: string[], stopping: AbortSignal): Promise<string[]> {
  // Beside an own database of data quality no embedded server is started to look.
  if (names.length === 0 || config.databaseUrls[qualityName]) return names;
  const refused: string[] = [];
  const databases = await openDatabases(config, names, { stopping, onRefused: (name) => refused.push(name) });
  try {
    const asked = Object.entries(databases.urls).map(async ([name, { owner }]) => {
      const state = await seedState(owner as string).catch((error: unknown) => {
        if (databaseErrorCode(error) === undefined) throw error;
        return null;
      });
      return state?.completed ? [] : [name];
    });
    return [...refused, ...(await Promise.all(asked)).flat()];
  } finally {
    await databases.stop();
  }
}
