/**
 * The installation under faults: npm run chaos -- --help. What it must show: no wrong answer, no failure outside the faulted part,
 * and all as before within 5 seconds.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueDevelopmentToken } from '../../gateway/access/development-identity.ts';
import { runToEnd } from '../../subgraphs/kit/run-until-signal.ts';
import { processesOf } from '../support/process.ts';
import { createRedis, hasRedis } from '../support/redis.ts';
import { type ChaosArguments, type Part, readArguments } from './arguments.ts';
import { holdConnections } from './connections.ts';
import { createVictim, dataFolder, withDatabases } from './databases.ts';
import { killed, paused, stopped, swapped, withoutDatabase } from './faults.ts';
import { type Installation, startInstallation } from './installation.ts';
import { measureMemory } from './memory.ts';
import { callers, prepareQuestions } from './questions.ts';
import { budgetsIn, noRedis, withoutRedis } from './redis.ts';
import { describeFindings } from './report.ts';
import { type Fault, type Finding, runFault } from './run-fault.ts';
import { twoWorkers, workerHangs, workerKilled } from './workers.ts';

/** Milliseconds of load before a fault, and after what was taken away runs again: longer where part of the answers may be missing for a while. */
const before = 2_000;
const afterFault = (fault: Fault) => (fault.faulted === undefined ? 2_000 : 6_000);

/** Milliseconds that connections are held. */
const holding = 30_000;

/** Clients that ask one after another while memory is measured. */
const memoryClients = 16;

type Gateway = ReturnType<Installation['gateway']>;

const given = readArguments();
await runToEnd((stack, stopping) => run(stack, stopping, given));

async function run(stack: AsyncDisposableStack, stopping: AbortSignal, options: ChaosArguments): Promise<number> {
  const { subgraph, seconds, clients, rate, only } = options;
  const began = performance.now();
  const say = (line: string) =>
    console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  const folder = await createFolder(stack);
  say(`starting five services over ${options.officials} officials, and a gateway`);
  const installation = await startInstallation({
    folder,
    stopping,
    serviceEnv: (name) => ({
      DATA_DIR: dataFolder(folder, name, subgraph),
      SEED_OFFICIALS: String(options.officials),
      LOG_LEVEL: 'silent',
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    }),
    gatewayEnv: {
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      SUBGRAPH_TIMEOUT: String(options.timeout),
      SHUTDOWN_DELAY: '2',
    },
  });
  stack.use(installation);
  const victim = createVictim(folder, subgraph);
  stack.defer(() => victim.stop());
  const url = installation.url;
  say('asking each question before any fault');
  const questions = await withDatabases(folder, subgraph, (databases) =>
    prepareQuestions({
      url: url(),
      databases,
      stopping,
      tokenOf: async (caller) =>
        callers[caller] && issueDevelopmentToken(installation.gatewayFolder, callers[caller], 3_600),
    }),
  );
  const untouched = questions.filter(({ asks }) => !asks.has(subgraph)).length;
  say(`${questions.length} questions, of which ${untouched} do not ask ${subgraph}`);

  const lasting = seconds * 1_000;
  const underLoad = (fault: Fault, asked = url) =>
    runFault(fault, { url: asked, questions, clients, rate, before, lasting, after: afterFault(fault), stopping });
  /** Faults of a gateway of their own. */
  const beside = async (env: Record<string, string>, faultsOf: (gateway: Gateway) => Fault[]) => {
    const gateway = await installation.startGateway(env);
    const found: Finding[] = [];
    for (const fault of faultsOf(gateway)) found.push(await underLoad(fault, gateway.url));
    gateway.signal('SIGTERM');
    await gateway.ended;
    return found;
  };
  const doing: Record<Part, () => Promise<Finding | Finding[]>> = {
    kill: () => underLoad(killed(installation, subgraph)),
    pause: () => underLoad(paused(installation, subgraph)),
    database: () => underLoad(withoutDatabase(victim, subgraph)),
    swap: () => underLoad(swapped(installation, subgraph)),
    stop: () => underLoad(stopped(installation)),
    workers: () => beside(twoWorkers, (gateway) => [workerKilled(gateway), workerHangs(gateway)]),
    redis: async () => {
      if (!hasRedis()) return noRedis;
      const redis = await createRedis(folder);
      stack.defer(redis.kill);
      await redis.start();
      return beside(budgetsIn(redis.url), (gateway) => [withoutRedis(gateway, redis)]);
    },
    connections: () =>
      holdConnections({ url: url(), questions, count: options.connections, lasting: holding, stopping }),
    memory: () =>
      measureMemory({
        installation,
        questions,
        requests: options.requests,
        clients: memoryClients,
        onProgress,
        stopping,
      }),
  };
  const findings: Finding[] = [];
  for (const part of only) {
    say(part);
    findings.push(...[await doing[part]()].flat());
  }
  say('done\n');
  console.log(describeFindings(findings));
  return findings.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

/** On a terminal alone. */
function onProgress(done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r      ${done.toLocaleString('en-US')} requests\r`);
}

async function createFolder(stack: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lienthong-chaos-'));
  // PostgreSQL runs as another user where we are root, and must get in.
  await chmod(folder, 0o755);
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  // Also where a second signal ends us at once.
  process.once('exit', () => {
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
  });
  return folder;
}
