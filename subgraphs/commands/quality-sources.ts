import { environmentName } from '../../schema/subgraph-name.ts';
import type { SubgraphsConfig } from '../config.ts';
import { asOwner, type Databases, openDatabases } from '../databases.ts';
import { findEmpty, migrateAll } from '../fill.ts';
import { EnvironmentError } from '../kit/environment.ts';
import type { ExtractSource } from '../kit/extract.ts';
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
 * server they are brought to the newest schema; EnvironmentError where one of those was never filled, or the owner's address
 * of the database of data quality is missing.
 */
export async function openQualitySources(
  stack: AsyncDisposableStack,
  { config, subgraphUrls, keyOf, stopping }: OpenOptions,
): Promise<{ database: string; sources: ExtractSource[] }> {
  const isHere = (name: string) => name === qualityName || !subgraphUrls[environmentName(name)];
  const here = registry.map(({ name }) => name).filter(isHere);
  const databases = await openDatabases(config, here, { stopping });
  stack.defer(() => databases.stop());
  const database = ownerAddress(databases);
  await prepareEmbedded(config, databases, here);
  const sources: ExtractSource[] = [];
  for (const { name, load } of registry) {
    if (isHere(name)) {
      const { default: subgraph } = await load();
      const urls = databases.urls[name];
      if (urls && subgraph.extracts.length > 0) sources.push(createExtractSource(subgraph, { urls }));
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
  return { database, sources };
}

function ownerAddress({ urls }: Databases): string {
  const { [qualityName]: url } = asOwner(
    Object.fromEntries(Object.entries(urls).filter(([name]) => name === qualityName)),
  );
  return url?.owner as string;
}

async function prepareEmbedded(
  config: SubgraphsConfig,
  { urls, isEmbedded }: Databases,
  names: string[],
): Promise<void> {
  const embedded = asOwner(
    Object.fromEntries(
      names.filter(isEmbedded).map((name) => [name, urls[name] ?? { application: '', statistics: undefined }]),
    ),
  );
  await migrateAll(embedded);
  const empty = (await findEmpty(embedded, config.personKey)).filter((name) => name !== qualityName);
  if (empty.length > 0)
    throw new EnvironmentError(
      `${empty.join(', ')}: expected records to judge; \`npm start\` or \`npm run seed\` fills the databases`,
    );
}
