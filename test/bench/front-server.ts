/**
 * The gateway of `npm run bench:front`, in a process of its own: everything as usual but the executor, which answers with an object
 * that was made beforehand. Run with the folder of the checkout whose gateway is to be measured.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ApolloGateway as Gateway } from '@apollo/gateway';
import { buildSchema, type DocumentNode } from 'graphql';
import { makeUpAnswer } from './made-up-answers.ts';

const [root = '.'] = process.argv.slice(2);
const from = <Module>(path: string) => import(pathToFileURL(join(root, path)).href) as Promise<Module>;
const { createGateway } = await from<typeof import('../../gateway/gateway.ts')>('gateway/gateway.ts');
const { readSupergraph } = await from<typeof import('../../gateway/supergraph.ts')>('gateway/supergraph.ts');
const { createIdentity } = await from<typeof import('../../gateway/access/identity.ts')>('gateway/access/identity.ts');
const { createDocuments } = await from<typeof import('../../gateway/documents/documents.ts')>(
  'gateway/documents/documents.ts',
);
const { documentsEnvironment } = await from<typeof import('../../gateway/documents/environment.ts')>(
  'gateway/documents/environment.ts',
);
const { mayIntrospect } = await from<typeof import('../../gateway/introspection.ts')>('gateway/introspection.ts');
const { costEnvironment } = await from<typeof import('../../gateway/limits/cost-environment.ts')>(
  'gateway/limits/cost-environment.ts',
);
const { createTelemetry } = await from<typeof import('../../gateway/telemetry/telemetry.ts')>(
  'gateway/telemetry/telemetry.ts',
);
const { createLog } = await from<typeof import('../../gateway/telemetry/log.ts')>('gateway/telemetry/log.ts');
const { createTestIdentity } = await from<typeof import('../support/tokens.ts')>('test/support/tokens.ts');
const require = createRequire(join(root, 'package.json'));
const { ApolloGateway } = require('@apollo/gateway') as { ApolloGateway: typeof Gateway };

const schema = buildSchema(await readFile(join(root, 'schema/api.graphql'), 'utf8'), { assumeValid: true });
const load = ApolloGateway.prototype.load;
ApolloGateway.prototype.load = async function (this: Gateway, given) {
  const loaded = await load.call(this, given);
  const answers = new WeakMap<DocumentNode, unknown>();
  const executor = async ({ document, request }: { document: DocumentNode; request: { variables?: object } }) => {
    // As plain objects, which a compiled plan makes too: those of graphql-js take twice as long to be written.
    const made = async () => JSON.parse(JSON.stringify(await makeUpAnswer(schema, document, { ...request.variables })));
    const answer = answers.get(document) ?? (await made());
    answers.set(document, answer);
    return answer;
  };
  return { ...loaded, executor: executor as never };
};

const issuer = await createTestIdentity();
// Lines are written as usual, and read by nobody.
const log = createLog('info');
const documents = await createDocuments({ config: documentsEnvironment.parse({}), log, mayIntrospect });
const telemetry = await createTelemetry(
  { accessLog: true, metrics: { port: undefined, host: '127.0.0.1', token: undefined, isProduction: false } },
  log,
);
const gateway = await createGateway({
  documents,
  observer: telemetry.observer,
  telemetry,
  supergraph: await readSupergraph(join(root, 'schema/supergraph.graphql'), {}),
  config: {
    host: '127.0.0.1',
    port: 0,
    accessMode: 'filter',
    cost: costEnvironment.parse({ COST_PER_MINUTE: '9000000000000', COST_PER_MINUTE_ANONYMOUS: '9000000000000' }),
    // The one that asks Apollo's gateway, whose place is taken here.
    ...{ executor: 'stock' },
  },
  identity: createIdentity(issuer.options),
  keyOf: () => undefined,
  local: [],
  log,
});

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ microseconds: user + system, heap: process.memoryUsage().heapUsed });
});
process.on('disconnect', () => process.exit());
process.send?.({ url: gateway.url, everything: issuer.everything, officer: await issuer.tokenOf('ministry-officer') });
