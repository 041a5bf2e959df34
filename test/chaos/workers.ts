import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './installation.ts';
import type { Sample } from './load.ts';
import type { Fault } from './run-fault.ts';

type Gateway = ReturnType<Installation['gateway']>;

/** What a gateway of two workers is started with; one that stands still is killed after so many seconds. */
export const twoWorkers = { GATEWAY_WORKERS: '2', WORKER_TIMEOUT: '5' };

/** One of its workers is killed; another one takes its place. */
export const workerKilled = (gateway: Gateway): Fault =>
  lostWorker('worker killed', gateway, (worker) => process.kill(worker, 'SIGKILL'));

/** One of its workers stands still, and has to be found out. */
export const workerHangs = (gateway: Gateway): Fault =>
  lostWorker('worker hangs', gateway, (worker) => process.kill(worker, 'SIGSTOP'));

/** May take with it what it had been asked, and nothing else. */
function lostWorker(name: string, gateway: Gateway, strike: (worker: number) => void): Fault {
  const told = (text: string) =>
    gateway
      .output()
      .split('\n')
      .filter((line) => line.includes(text));
  let [struck, ended, replaced] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  return {
    name,
    async begin() {
      const [answering, gone] = [told('"a worker answers"'), told('"a worker has ended"').length];
      const { worker } = JSON.parse(answering.at(-1) ?? '{}') as { worker: number };
      struck = performance.now();
      strike(worker);
      while (told('"a worker has ended"').length === gone) await sleep(5);
      ended = performance.now();
      while (told('"a worker answers"').length === answering.length) await sleep(5);
      replaced = performance.now();
    },
    end: async () => {},
    /** Whoever asked before it had ended heard so at that moment. */
    mayLose: ({ began, ended: until }: Sample) => began < ended && until >= struck,
    remark: (lost) =>
      `${lost} requests lost with it; another one answers after ${((replaced - struck) / 1_000).toFixed(1)} s`,
  };
}
