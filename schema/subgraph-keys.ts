import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { registry } from '../subgraphs/registry.ts';
import { ensureSecretFile } from './secret-file.ts';
import { environmentName } from './subgraph-name.ts';

/** Said when the key in the data folder cannot be used. */
export class SubgraphKeyError extends Error {}

const prefix = 'SUBGRAPH_KEY_';
const minLength = 32;
const expected = `expected a secret of at least ${minLength} characters, or two as NEW,OLD while it is being replaced`;

/** The keys given by SUBGRAPH_KEY_*, by the part of the variable's name after that. Both ends read them alike. */
export const subgraphKeysEnvironment = z.record(z.string(), z.unknown()).transform((env, context) => {
  const given: Record<string, Buffer[]> = {};
  for (const [name, value] of Object.entries(env).filter(([name]) => name.startsWith(prefix))) {
    const keys = String(value).split(',');
    if (keys.length > 2 || keys.some((key) => key.trim().length < minLength))
      context.addIssue({ code: 'custom', path: [name], message: expected });
    given[name.slice(prefix.length)] = keys.map((key) => Buffer.from(key.trim()));
  }
  return given;
});

/**
 * What the gateway signs with (the first) and the subgraph accepts (all): as given, else for a national database of ours
 * a key of the data folder; none for any other subgraph, which takes unsigned requests. SubgraphKeyError where the data
 * folder cannot be used, and in production, where a key must be given.
 *
 * @param given from `subgraphKeysEnvironment`
 */
export async function subgraphKeys(
  name: string,
  {
    given,
    dataDir,
    isProduction = false,
  }: { given: Record<string, Buffer[]>; dataDir: string; isProduction?: boolean },
): Promise<Buffer[]> {
  const keys = given[environmentName(name)];
  if (keys) return keys;
  if (isProduction && registry.some((entry) => entry.name === name))
    throw new SubgraphKeyError(`${prefix}${environmentName(name)}: ${expected}, because NODE_ENV is production`);
  return registry.some((entry) => entry.name === name) ? [await ensureKey(join(dataDir, 'subgraph-keys'), name)] : [];
}

/** The keys of several subgraphs, by name. */
export async function keysOfSubgraphs(
  names: string[],
  options: Parameters<typeof subgraphKeys>[1],
): Promise<Map<string, Buffer[]>> {
  return new Map(await Promise.all(names.map(async (name) => [name, await subgraphKeys(name, options)] as const)));
}

async function ensureKey(folder: string, name: string): Promise<Buffer> {
  const make = () => randomBytes(32).toString('base64url');
  const key = await ensureSecretFile(folder, name, make).catch(({ code }: NodeJS.ErrnoException) => {
    throw new SubgraphKeyError(
      `DATA_DIR: the key of "${name}" cannot be read or made (${code}); subgraph-keys in it must be this user's, or set ${prefix}${environmentName(name)}`,
    );
  });
  if (key.trim().length >= minLength) return Buffer.from(key.trim());
  throw new SubgraphKeyError(
    `DATA_DIR: subgraph-keys/${name} is shorter than ${minLength} characters: remove it to have a new one made`,
  );
}
