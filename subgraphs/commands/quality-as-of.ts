import type { GivenUrls } from '../config.ts';
import { databaseErrorCode, isDatabaseDown } from '../kit/database-error.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { seedState } from '../kit/seed.ts';

/**
 * Refuses (EnvironmentError) to judge real records as of another day than today: the findings that are served would be
 * written anew as of that day. Of databases that are services or do not answer nothing is known.
 *
 * @param urls the databases held here, that of data quality among them
 */
export async function refuseOtherDay(asOf: string, today: string, urls: Record<string, GivenUrls>): Promise<void> {
  if (asOf === today) return;
  const asked = Object.entries(urls).map(async ([name, { owner }]) =>
    owner === undefined || (await isGenerated(owner)) ? [] : [name],
  );
  const real = (await Promise.all(asked)).flat();
  if (real.length > 0)
    throw new EnvironmentError(
      `--as-of: expected today (${today}): what is served would be judged anew as of ${asOf}. Another day is for databases that the generator has filled, which did not fill ${real.join(', ')}`,
    );
}

async function isGenerated(owner: string): Promise<boolean> {
  try {
    return (await seedState(owner)) !== null;
  } catch (error) {
    // 42P01: never migrated by us. 55000: it takes no connections.
    const code = databaseErrorCode(error);
    if (code === '42P01') return false;
    if (isDatabaseDown(error) || code === '55000') return true;
    throw error;
  }
}
