import { environmentName } from '../../schema/subgraph-name.ts';
import type { GivenUrls, SubgraphsConfig } from '../config.ts';
import { asOwner, type Databases, openDatabases } from '../databases.ts';
import { findEmpty, migrateAll } from '../fill.ts';
import { databaseErrorCode } from '../kit/database-error.ts';
import { EnvironmentError } from '../kit/environment.ts';
import { type ExtractSource, SourceUnavailableError } from '../kit/extract.ts';
import { createExtractSource } from '../kit/extract-source.ts';
import { createRemoteExtractSource } from '../kit/remote-extract.ts';
import { registry } from '../registry.ts';

/** The subgraph whose database the rules write. */
export const qualityName = 'data-quality';

type OpenOptions = {
  config: SubgraphsConfig;
  /** Where subgraphs run as services, by the part of SUBGRAPH_URL_* after the prefix. */
  subgraphUrls: Record<string, string>;
  /** What signs the requests to a service. */
  keyOf: (name: string) => Promise<Buffer | undefined>;
  stopping: AbortSignal;
};

/**
 * What a run of the rules reads and writes: the databases that are held here, those of services over HTTP. On the embedded
 * server they are brought to the newest schema; one that does not let us in, or was never filled, is a source that says so.
 * EnvironmentError where none there was filled, or the owner's address of the database of data quality is missing.
 *
 * @returns `urls` are the addresses of the databases held here
 */
export async function openQualitySources(
  stack: AsyncDisposableStack,
  { config, subgraphUrls, keyOf, stopping }: OpenOptions,
): Promise<{ database: string; urls: Record<string, GivenUrls>; sources: ExtractSource[] }> {
  const isHere = (name: string) => name === qualityName || !subgraphUrls[environmentName(name)];
  const here = registry.map(({ name }) => name).filter(isHere);
  const reasons = new Map<string, string>();
  const onRefused = (name: string, error: unknown) => reasons.set(name, reasonOf(name, error));
  const databases = await openDatabases(config, here, { stopping, onRefused });
  stack.defer(() => databases.stop());
  const database = ownerAddress(databases);
  await prepareEmbedded(config, databases, reasons);
  const sources: ExtractSource[] = [];
  for (const { name, load } of registry) {
    if (isHere(name)) {
      const { default: subgraph } = await load();
      const urls = databases.urls[name];
      const reason = reasons.get(name);
      if (reason !== undefined) sources.push(unavailableSource(name, reason));
      else if (urls && subgraph.extracts.length > 0) sources.push(createExtractSource(subgraph, { urls }));
      continue;
    }
    const url = subgraphUrls[environmentName(name)] as string;
    const key = await keyOf(name);
    if (!key)
      throw new EnvironmentError(`SUBGRAPH_KEY_${environmentName(name)}: expected the key that ${name} accepts`);
    const source = createRemoteExtractSource({ name, url, key });
    stack.defer(() => source.stop());
    sources.push(source);
  }
  return { database, urls: databases.urls, sources };
}

function ownerAddress({ urls }: Databases): string {
  const { [qualityName]: url } = asOwner(
    Object.fromEntries(Object.entries(urls).filter(([name]) => name === qualityName)),
  );
  return url?.owner as string;
}

/** Why a database cannot be read, without a value; without it there is no run where it is the one that the rules write. */
function reasonOf(name: string, error: unknown): string {
  const code = databaseErrorCode(error);
  const isOurs = error instanceof EnvironmentError;
  if (!isOurs && code === undefined) throw error;
  const reason = isOurs ? error.message.replace(`${name}: `, '') : `its database does not answer (${code})`;
  if (name === qualityName) throw new EnvironmentError(`${name}: ${reason}`);
  return reason;
}

/** Each by itself: what one of them refuses is noted in `reasons`, and the others are judged all the same. */
async function prepareEmbedded(
  config: SubgraphsConfig,
  { urls, isEmbedded }: Databases,
  reasons: Map<string, string>,
): Promise<void> {
  const embedded = Object.entries(
    asOwner(Object.fromEntries(Object.entries(urls).filter(([name]) => isEmbedded(name)))),
  );
  const filled: string[] = [];
  const prepare = embedded.map(async ([name, url]) => {
    try {
      await migrateAll({ [name]: url });
    } catch (error) {
      reasons.set(name, reasonOf(name, error));
      return;
    }
    const empty = await findEmpty({ [name]: url }, config.personKey);
    if (name === qualityName) return;
    if (empty.length === 0) filled.push(name);
    else reasons.set(name, 'was never filled to the end: `npm start` or `npm run seed` does that');
  });
  // All to their end, so that nothing is cut off in the middle by what another's failure stops.
  const failed = (await Promise.allSettled(prepare)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  const read = embedded.filter(([name]) => name !== qualityName);
  if (read.length > 0 && filled.length === 0)
    throw new EnvironmentError(
      `${[...reasons].map(([name, reason]) => `${name}: ${reason}`).join('\n')}\nexpected records to judge: \`npm start\` or \`npm run seed\` first`,
    );
}

/** A source that was found not to answer before it was asked. */
function unavailableSource(name: string, reason: string): ExtractSource {
  const refuse = async () => {
    throw new SourceUnavailableError(name, reason);
  };
  return {
    name,
    describe: refuse,
    changes: refuse,
    // biome-ignore lint/correctness/useYield: it has nothing to give
    stream: async function* () {
      await refuse();
    },
  };
}
