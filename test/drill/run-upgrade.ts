import { randomBytes } from 'node:crypto';
import { environmentName } from '../../schema/subgraph-name.ts';
import { registry } from '../../subgraphs/registry.ts';
import { type Installation, startInstallation } from '../chaos/installation.ts';
import type { Question } from '../chaos/questions.ts';
import { type Finding, runFault } from '../chaos/run-fault.ts';
import { startScript } from '../support/process.ts';
import { upgraded } from './upgrade.ts';

type Options = {
  folder: string;
  /** What a service reads beside its key and port: where its data is. */
  serviceEnv: Record<string, string>;
  prepare: (installation: Installation) => Promise<Question[]>;
  clients: number;
  rate: number;
  say?: (line: string) => void;
  stopping?: AbortSignal;
};

/** Starts a split installation and replaces every process of it under load; what was started is stopped. */
export async function runUpgrade(options: Options): Promise<Finding> {
  const { folder, serviceEnv, prepare, clients, rate, say, stopping } = options;
  const names = registry.map(({ name }) => name);
  const keys = Object.fromEntries(
    names.map((name) => [`SUBGRAPH_KEY_${environmentName(name)}`, randomBytes(32).toString('hex')]),
  );
  await using stack = new AsyncDisposableStack();
  const installation = await startInstallation({
    folder,
    serviceEnv: () => ({ ...serviceEnv, ...keys }),
    gatewayEnv: {
      ...keys,
      SHUTDOWN_DELAY: '1',
      ...(serviceEnv.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: serviceEnv.NODE_COMPILE_CACHE }),
    },
    ...(stopping && { stopping }),
  });
  stack.use(installation);
  const questions = await prepare(installation);
  const startService = async (name: string) => {
    const service = startScript('subgraph', [name], { env: { ...serviceEnv, ...keys, PORT: '0' } });
    stack.defer(async () => {
      service.signal('SIGTERM');
      await service.ended;
    });
    await service.until('answers at');
    return service.url();
  };
  return await runFault(upgraded({ installation, names, startService, ...(say && { say }) }), {
    url: installation.url,
    questions,
    clients,
    rate,
    before: 1_000,
    lasting: 0,
    after: 1_000,
    ...(stopping && { stopping }),
  });
}
