import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentName } from '../../schema/subgraph-name.ts';
import { registry } from '../../subgraphs/registry.ts';
import { startScript } from '../support/process.ts';

type Running = ReturnType<typeof startScript>;

type InstallationOptions = {
  /** Of its own; made by the caller, who removes it. */
  folder: string;
  /** What a service reads beside its keys and address: where its data is. */
  serviceEnv: (name: string) => Record<string, string>;
  /** Of the gateway, beside what it needs. */
  gatewayEnv?: Record<string, string>;
  stopping?: AbortSignal;
};

/** Milliseconds that a process may take to end before it is killed. */
const patience = 15_000;

/**
 * A split installation as users start it: `npm run subgraph` for each database and `npm run gateway` over them, with a supergraph
 * file that names their addresses. `await using` ends all of it.
 */
export async function startInstallation({ folder, serviceEnv, gatewayEnv = {}, stopping }: InstallationOptions) {
  const all: Running[] = [];
  await using failed = new AsyncDisposableStack();
  const stop = async () => void (await Promise.all(all.map(end)));
  failed.defer(stop);
  // Whoever waits for one of them to start hears that it has ended.
  stopping?.addEventListener('abort', stop);
  const names = registry.map(({ name }) => name);
  const keys = Object.fromEntries(
    names.map((name) => [`SUBGRAPH_KEY_${environmentName(name)}`, randomBytes(32).toString('hex')]),
  );
  const start = async (script: string, args: string[], env: Record<string, string>, told: string) => {
    const running = startScript(script, args, { env: { ...keys, ...env } });
    all.push(running);
    await running.until(told);
    stopping?.throwIfAborted();
    return running;
  };
  const startService = (name: string, port: string) =>
    start('subgraph', [name], { ...serviceEnv(name), PORT: port }, 'answers at');
  const services = new Map<string, Running>();
  await Promise.all(names.map(async (name) => services.set(name, await startService(name, '0'))));
  const service = (name: string) => services.get(name) as Running;

  const addresses = Object.fromEntries(names.map((name) => [name, service(name).url()]));
  const supergraph = join(folder, 'supergraph.graphql');
  const composed = await readFile('schema/supergraph.graphql', 'utf8');
  /** Replaced as a whole, as a deployment does it. */
  const writeSupergraph = async (text: string) => {
    await writeFile(`${supergraph}.new`, text);
    await rename(`${supergraph}.new`, supergraph);
  };
  const supergraphWith = (changed: Record<string, string> = {}) =>
    names.reduce(
      (text, name) =>
        text.replace(
          new RegExp(`(@join__graph\\(name: "${name}", url: )"[^"]*"`),
          (_, before: string) => `${before}${JSON.stringify(changed[name] ?? addresses[name])}`,
        ),
      composed,
    );
  await writeSupergraph(supergraphWith());

  const startGateway = async (env: Record<string, string> = {}) => {
    const given = { DATA_DIR: join(folder, 'gateway'), SUPERGRAPH: supergraph, PORT: '0', RATE_LIMIT: 'off' };
    const gateway = await start('gateway', [], { ...given, ACCESS_LOG: 'off', ...gatewayEnv, ...env }, 'Ctrl-C stops');
    while ((await fetch(new URL('/health/ready', gateway.url()))).status !== 200) await sleep(100);
    return gateway;
  };
  let gateway = await startGateway();
  failed.move();

  return {
    /** Where the development's tokens are made. */
    gatewayFolder: join(folder, 'gateway'),
    gateway: () => gateway,
    url: () => gateway.url(),
    /** Another one beside it, on a port of its own. */
    startGateway,
    /** From now on that one is asked. */
    use: (other: Running) => {
      gateway = other;
    },
    addresses,
    supergraphWith,
    writeSupergraph,
    /** Its process ends at once, and nothing of it is told to anybody. */
    async kill(name: string) {
      service(name).signal('SIGKILL');
      await service(name).ended;
    },
    /** On the same port. */
    async restart(name: string) {
      services.set(name, await startService(name, new URL(addresses[name] as string).port));
    },
    signal: (name: string, signal: NodeJS.Signals) => service(name).signal(signal),
    [Symbol.asyncDispose]: stop,
  };
}

export type Installation = Awaited<ReturnType<typeof startInstallation>>;

async function end(running: Running): Promise<void> {
  // One that is paused would not hear the other.
  running.signal('SIGCONT');
  running.signal('SIGTERM');
  const late = setTimeout(() => running.signal('SIGKILL'), patience);
  await running.ended;
  clearTimeout(late);
}
