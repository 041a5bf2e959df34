import { randomBytes } from 'node:crypto';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { SubgraphsConfig } from '../config.ts';
import { asOwner, openDatabases } from '../databases.ts';
import { migrateAll } from '../fill.ts';
import { databaseErrorCode } from '../kit/database-error.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { holdsRecords } from '../kit/seed.ts';
import { connectRegister } from '../population-register/client.ts';
import type { RegisterEnvironment } from '../population-register/environment.ts';
import { matchCitizens } from '../population-register/match-citizens.ts';
import { RegisterRefusedError } from '../population-register/register.ts';
import type { Recheck } from '../population-register/runs.ts';
import { registry } from '../registry.ts';
import { filledFor, startDevelopmentRegister } from './development-register.ts';
import { describeMatching, showMatching } from './match-progress.ts';

type Options = {
  config: SubgraphsConfig;
  register: RegisterEnvironment;
  recheck: Recheck;
  print: (line: string) => void;
  stopping: AbortSignal;
};

/**
 * Compares the records of every database that declares citizens with the population register: the one that is given, or
 * one for development that runs as long as this. EnvironmentError where a batch was not answered, once all the others are
 * stored, and where nothing can be compared.
 */
export async function matchAll(
  stack: AsyncDisposableStack,
  { config, register: given, recheck, print, stopping }: Options,
): Promise<void> {
  const loaded = await Promise.all(
    registry.map(async ({ name, load }) => ({ name, citizens: (await load()).default.citizens })),
  );
  const declaring = loaded.flatMap(({ name, citizens }) => (citizens ? [{ name, citizens }] : []));
  if (given.given === undefined && given.isProduction) throw new EnvironmentError(missingInProduction);
  const names = declaring.map(({ name }) => name);
  const databases = await openDatabases(config, names, { stopping });
  stack.defer(() => databases.stop());
  const urls = asOwner(databases.urls);
  await migrateAll(Object.fromEntries(Object.entries(urls).filter(([name]) => databases.isEmbedded(name))));
  for (const { name, citizens } of declaring) {
    const url = urls[name]?.owner as string;
    await refuseEmpty(name, url, citizens.table);
    const { url: address, token } = given.given ?? (await ownRegister(stack, config, urls[name] as { owner: string }));
    const register = connectRegister({ url: address, token });
    stack.defer(() => register.stop());
    const began = performance.now();
    const progress = showMatching(print, name);
    const report = await matchCitizens({ url, citizens, register, recheck, onProgress: progress.onProgress, stopping })
      .catch((error: unknown) => {
        if (error instanceof RegisterRefusedError) throw new EnvironmentError(error.message);
        // 42P01, no such table.
        if (databaseErrorCode(error) === '42P01')
          throw new EnvironmentError(`${name}: expected a database at the newest schema: \`npm run migrate\` first`);
        throw error;
      })
      .finally(progress.stop);
    if (report.resumed) print(`${name}: went on with a run that had not finished`);
    print(describeMatching(name, report, (performance.now() - began) / 1000));
    const failures = Object.values(report.failed).reduce((sum, count) => sum + count, 0);
    if (report.gaveUp)
      throw new EnvironmentError('the population register answers nothing any more: run `npm run match` again later');
    if (failures > 0)
      throw new EnvironmentError(
        `${failures.toLocaleString('en-US')} records of ${name} were not checked: run \`npm run match\` again`,
      );
  }
}

/** A run that compares nothing would say that all is well, and leave its own row in a database that is yet to be filled. */
async function refuseEmpty(name: string, url: string, table: PgTable): Promise<void> {
  const isFilled = await holdsRecords(url, [table]).catch((error: unknown) => {
    // Said below, of the tables that it needs.
    if (databaseErrorCode(error) === '42P01') return true;
    throw error;
  });
  if (!isFilled)
    throw new EnvironmentError(`${name}: expected records to compare: \`npm start\` or \`npm run seed\` first`);
}

const missingInProduction =
  'POPULATION_REGISTER_URL: expected the address of the population register; the one for development does not run in production';

async function ownRegister(stack: AsyncDisposableStack, config: SubgraphsConfig, urls: { owner: string }) {
  const token = randomBytes(32).toString('base64url');
  const officials = await filledFor(urls, config.officials);
  const server = await startDevelopmentRegister({ config, officials, host: '127.0.0.1', port: 0, token });
  stack.defer(() => server.stop());
  return { url: server.url, token };
}
