import { sign } from '../../../schema/signature.ts';
import { keysOfSubgraphs } from '../../../schema/subgraph-keys.ts';
import { registry } from '../../../subgraphs/registry.ts';
import { caller } from './caller.ts';

/** What a router of somebody else's is told of the installation. */
export type RouterSettings = {
  /** The path of the composed schema, with the addresses of the services. */
  supergraph: string;
  dataDir: string;
  /** Of the services, by name. */
  addresses: Record<string, string>;
};

/**
 * Gives the headers that sign a request to one of our services, which answer signed requests alone: a router of somebody else's has to
 * send them too. None for any other address.
 */
export async function createSigner({ dataDir, addresses }: Pick<RouterSettings, 'dataDir' | 'addresses'>) {
  const names = registry.map(({ name }) => name);
  const keys = await keysOfSubgraphs(names, { given: {}, dataDir });
  const known = new Map(
    Object.entries(addresses).map(([name, url]) => [
      url,
      { path: new URL(url).pathname, key: keys.get(name)?.[0] as Buffer },
    ]),
  );
  return (url: string, body: string): Record<string, string> => {
    const service = known.get(url);
    return service ? sign({ method: 'POST', ...service, body, caller, now: Date.now() }) : {};
  };
}
