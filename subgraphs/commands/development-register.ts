import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ensureSecretFile } from '../../schema/secret-file.ts';
import type { GivenUrls, SubgraphsConfig } from '../config.ts';
import { databaseErrorCode } from '../kit/database-error.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { seedState } from '../kit/seed.ts';
import { serveRegister } from '../population-register/serve-register.ts';

type Options = {
  config: Pick<SubgraphsConfig, 'personKey'>;
  host: string;
  /** 0 for any free one. */
  port: number;
  token: string;
  /** For how many officials the databases were filled: the register has the citizens of the same people. */
  officials: number;
};

/** The population register for development, over the generator's people: they are made when the first question comes. */
export async function startDevelopmentRegister({ config, officials, ...server }: Options) {
  const { personKey } = config;
  // Loaded late: a start that nobody asks about citizens needs no generator.
  const load = async () => {
    const { createPopulation } = await import('../population/create-population.ts');
    return createPopulation({ officials, personKey }).citizen;
  };
  return serveRegister({ ...server, load }).catch((error: NodeJS.ErrnoException) => {
    if (error.syscall !== 'listen') throw error;
    throw new EnvironmentError(
      `POPULATION_REGISTER_PORT: ${server.host}:${server.port} cannot be used (${error.code}): set it to another port`,
    );
  });
}

const folder = 'population-register';

/** The token of the development register, in the data folder: who may read that folder may ask. */
export async function developmentToken(dataDir: string): Promise<{ token: string; file: string }> {
  const make = () => randomBytes(32).toString('base64url');
  const file = join(dataDir, folder, 'token');
  const token = await ensureSecretFile(join(dataDir, folder), 'token', make).catch(
    ({ code }: NodeJS.ErrnoException) => {
      throw new EnvironmentError(`DATA_DIR: ${folder}/token in it cannot be read or made (${code})`);
    },
  );
  return { token: token.trim(), file };
}

/** For how many officials a database was filled; `otherwise` where that is not known. */
export async function filledFor({ owner }: Pick<GivenUrls, 'owner'>, otherwise: number): Promise<number> {
  if (owner === undefined) return otherwise;
  // 42P01, 42703: it was never migrated, or by an older version.
  const state = await seedState(owner).catch((error: unknown) => {
    if (['42P01', '42703'].includes(databaseErrorCode(error) ?? '')) return null;
    throw error;
  });
  return state?.size ?? otherwise;
}
