/**
 * One end of `npm run bench:exchange`, in a process of its own: a subgraph that answers with what it was given beforehand, or the
 * gateway's source of it. Run with `subgraph` or `gateway`, and the folder of the checkout that is to be measured.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'graphql';
import type { Caller } from '../../schema/caller.ts';

export type Task = { url?: string; key?: string; query: string; variables: object; answer: object; requests: number };

const [role, root = '.'] = process.argv.slice(2);
const from = <Module>(path: string) => import(pathToFileURL(join(root, path)).href) as Promise<Module>;
const { createLog } = await from<typeof import('../../subgraphs/kit/log.ts')>('subgraphs/kit/log.ts');
const key = Buffer.alloc(32, 7);

const caller: Caller = Object.freeze({
  subject: 'an-officer',
  agency: 'G09',
  jurisdiction: 'national',
  scopes: ['statistics:read', 'officials:read', 'insurance:read', 'person:identify', 'person:sensitive'],
  purpose: 'AUDIT',
});
const clients = 10;

async function startSubgraph(): Promise<void> {
  const { serveSubgraph } = await from<typeof import('../../subgraphs/kit/http.ts')>('subgraphs/kit/http.ts');
  const answers = new Map<string, object>();
  const { url } = await serveSubgraph({
    execute: async ({ query }) => answers.get(query) as never,
    isReady: async () => true,
    host: '127.0.0.1',
    port: 0,
    keys: [key],
    log: createLog('error'),
  });
  process.on('message', ({ query, answer }: Task) => {
    if (query) answers.set(query, answer);
    tell(url);
  });
  tell(url);
}

async function startGateway(): Promise<void> {
  const { createRemoteSource } = await from<typeof import('../../gateway/data-sources/remote.ts')>(
    'gateway/data-sources/remote.ts',
  );
  const { defaultSettings } = await from<typeof import('../../gateway/data-sources/environment.ts')>(
    'gateway/data-sources/environment.ts',
  );
  const sources = new Map<string, ReturnType<typeof createRemoteSource>>();
  process.on('message', async ({ url = '', query, variables, requests }: Task) => {
    const known = sources.get(url);
    const options = { name: 'measured', settings: defaultSettings, report: console.error, url, key };
    const { source } = known ?? createRemoteSource(options);
    if (!known && url) sources.set(url, createRemoteSource(options));
    const document = parse(query || '{ __typename }');
    let left = requests;
    const client = async () => {
      while (left-- > 0) {
        const context = { requestId: crypto.randomUUID(), caller, signal: new AbortController().signal };
        const varied = { ...variables, nonce: left };
        const { errors } = await source.process({ request: { query, variables: varied }, document, context } as never);
        if (errors) throw new Error(JSON.stringify(errors));
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    tell('');
  });
  tell('');
}

function tell(url: string): void {
  const { user, system } = process.cpuUsage();
  process.send?.({ url, microseconds: user + system });
}
process.on('disconnect', () => process.exit());
await (role === 'subgraph' ? startSubgraph() : startGateway());
