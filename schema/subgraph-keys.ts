import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { registry } from '../subgraphs/registry.ts';
import { ensureSecretFile } from './secret-file.ts';
import { environmentName } from './subgraph-name.ts';

/** Said when a key in the data folder or in that of SUBGRAPH_KEYS_DIR cannot be used, or is missing. */
export class SubgraphKeyError extends Error {}

const prefix = 'SUBGRAPH_KEY_';
const minLength = 32;
const expected = `expected a secret of at least ${minLength} characters, or two as NEW,OLD while it is being replaced`;

/** The keys given by SUBGRAPH_KEY_*, by the part of the variable's name after that. Both ends read them alike. */
export const subgraphKeysEnvironment = z.record(z.string(), z.unknown()).transform((env, context) => {
  const given: Record<string, Buffer[]> = {};
  for (const [name, value] of Object.entries(env).filter(([name]) => name.startsWith(prefix))) {
    const keys = splitKeys(String(value));
    if (!keys) context.addIssue({ code: 'custom', path: [name], message: expected });
    given[name.slice(prefix.length)] = keys ?? [];
  }
  return given;
});

/** The folder of SUBGRAPH_KEYS_DIR, which holds the keys of each subgraph in a file of its name. Both ends read it alike. */
export const keysFolderEnvironment = z
  .object({ SUBGRAPH_KEYS_DIR: z.string().min(1).optional() })
  .transform(({ SUBGRAPH_KEYS_DIR }) => SUBGRAPH_KEYS_DIR);

/** Undefined for what cannot be used. */
function splitKeys(text: string): Buffer[] | undefined {
  const keys = text.split(',').map((key) => key.trim());
  if (keys.length > 2 || keys.some((key) => key.length < minLength)) return undefined;
  return keys.map((key) => Buffer.from(key));
}

type KeyOptions = {
  /** From `subgraphKeysEnvironment`. */
  given: Record<string, Buffer[]>;
  /** From `keysFolderEnvironment`; read each time, so that a key may come while we run. */
  keysFolder?: string | undefined;
  dataDir: string;
  isProduction?: boolean;
};

/**
 * What the gateway signs with (the first) and the subgraph accepts (all): as given, else of the folder of keys, else for a
 * national database of ours a key of the data folder; none for any other subgraph, which takes unsigned requests.
 * SubgraphKeyError where a folder cannot be used, and in production, where a key must be given.
 */
export async function subgraphKeys(
  name: string,
  { given, keysFolder, dataDir, isProduction = false }: KeyOptions,
): Promise<Buffer[]> {
  const keys = given[environmentName(name)] ?? (keysFolder && (await readKeys(keysFolder, name)));
  if (keys) return keys;
  const isOurs = registry.some((entry) => entry.name === name);
  if (isProduction && isOurs) {
    const where = keysFolder ? `${join(keysFolder, name)} or ` : '';
    throw new SubgraphKeyError(
      `${where}${prefix}${environmentName(name)}: ${expected}, because NODE_ENV is production`,
    );
  }
  return isOurs ? [await ensureKey(join(dataDir, 'subgraph-keys'), name)] : [];
}

/** Undefined where there is no file for the subgraph. */
async function readKeys(folder: string, name: string): Promise<Buffer[] | undefined> {
  const file = join(folder, name);
  const text = await readFile(file, 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    if (code === 'ENOENT') return undefined;
    throw new SubgraphKeyError(`SUBGRAPH_KEYS_DIR: ${file} cannot be read (${code})`);
  });
  if (text === undefined) return undefined;
  const keys = splitKeys(text);
  if (!keys) throw new SubgraphKeyError(`SUBGRAPH_KEYS_DIR: ${file}: ${expected}`);
  return keys;
}

/** The keys of several subgraphs, by name. */
export async function keysOfSubgraphs(names: string[], options: KeyOptions): Promise<Map<string, Buffer[]>> {
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
