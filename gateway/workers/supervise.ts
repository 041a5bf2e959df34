import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { countForWorkers } from '../limits/budget-store.ts';
import type { ShutdownConfig } from '../shutdown/environment.ts';
import type { Log } from '../telemetry/log.ts';
import { watchBeats } from './heartbeat.ts';
import { isMessage, type WorkerMessage } from './messages.ts';
import { createRestarts } from './restarts.ts';
import { WorkerError } from './worker-error.ts';

/** Milliseconds that closing pools and the like may take after the last request. */
const afterwards = 5_000;

/** What superviseWorkers should grant a worker that ends in order. */
export const patienceWith = ({ delay, timeout }: ShutdownConfig): number => delay + timeout + afterwards;

type SuperviseOptions = {
  count: number;
  /** Milliseconds that a worker may take to end in order before it is killed. */
  patience: number;
  /** Milliseconds that a worker's event loop may stand still before it is killed. */
  timeout: number;
  /** Makes starting give up. */
  stopping: AbortSignal;
  log: Pick<Log, 'info' | 'warn'>;
};

export type Supervisor = {
  /** Where all of them answer. */
  url: string;
  /** Rejects with WorkerError when workers end again and again; resolves when `stopping` is aborted. */
  watch: () => Promise<void>;
  /** Lets each end in order. */
  stop: () => Promise<void>;
};

/**
 * Runs this program several times over on one port (node:cluster), and another in place of each that ends. Resolves once all
 * answer. The first starts alone: what is wrong with all of them is said once.
 */
export async function superviseWorkers({
  count,
  patience,
  timeout,
  stopping,
  log,
}: SuperviseOptions): Promise<Supervisor> {
  // Each worker takes connections by itself. By Node's default this process hands them out, and those that it gave to a worker just
  // killed hang until their client loses patience: one or two each time, as measured. Under load the kernel spreads them as evenly.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  countForWorkers();
  const restarts = createRestarts();
  const gaveUp = Promise.withResolvers<never>();
  gaveUp.promise.catch(() => {});
  const waiting = new Set<NodeJS.Timeout>();
  let started = false;
  let isStopping = false;

  const replace = (worker: Worker, lived: number, code: number | null, signal: string | null) => {
    const delay = restarts.delayAfter(lived, code === 0);
    log.warn({ worker: worker.process.pid, code, signal, delay }, 'a worker has ended');
    if (delay === undefined) {
      const how = signal ? `by ${signal}` : `with ${code}`;
      gaveUp.reject(
        new WorkerError(`workers end soon after they start, the last one ${how}: its own lines above say why`),
      );
      return;
    }
    const timer = setTimeout(() => {
      waiting.delete(timer);
      fork();
    }, delay);
    waiting.add(timer);
  };
  const fork = () => {
    const began = performance.now();
    const worker = cluster.fork();
    let answered = false;
    worker.once('exit', (code: number | null, signal: string | null) => {
      // One that does not get as far as that while we start ends the start.
      if (!isStopping && (answered || started)) replace(worker, performance.now() - began, code, signal);
    });
    // Of a worker that has just ended; its end is told apart.
    worker.on('error', () => {});
    watchBeats(worker, timeout, () => {
      log.warn({ worker: worker.process.pid }, 'a worker stands still, and is killed');
      // It would hear nothing else.
      worker.process.kill('SIGKILL');
    });
    worker.on('message', (message: unknown) => {
      if (!isMessage(message, 'ready')) return;
      answered = true;
      log.info({ worker: worker.process.pid }, 'a worker answers');
    });
    return worker;
  };
  const stop = async () => {
    isStopping = true;
    for (const timer of waiting) clearTimeout(timer);
    await Promise.all(Object.values(cluster.workers ?? {}).map((worker) => end(worker as Worker, patience)));
  };
  try {
    const url = await ready(fork(), stopping);
    await Promise.all(Array.from({ length: count - 1 }, () => ready(fork(), stopping)));
    started = true;
    return { url, stop, watch: () => Promise.race([aborted(stopping), gaveUp.promise]) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Its address once it answers. WorkerError where it ends before. */
async function ready(worker: Worker, stopping: AbortSignal): Promise<string> {
  const answers = new Promise<string>((resolve, reject) => {
    worker.on('message', (message: unknown) => isMessage(message, 'ready') && resolve(message.url));
    worker.once('exit', () =>
      reject(new WorkerError('a worker ended before it answered: its own lines above say why')),
    );
  });
  const stopped = aborted(stopping).then(() => stopping.throwIfAborted());
  return (await Promise.race([answers, stopped])) as string;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

async function end(worker: Worker, patience: number): Promise<void> {
  const { process } = worker;
  if (worker.isDead()) return;
  const ended = once(process, 'exit');
  if (worker.isConnected()) worker.send({ lienthong: 'stop' } satisfies WorkerMessage, () => {});
  const kill = setTimeout(() => process.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(kill);
}
