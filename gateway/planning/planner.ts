import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { PlanningRefusal } from './planning-refusal.ts';

export type PlannerTask = { text: string; operationName: string | undefined };
/** `fault` is what happened, for the log: nothing of the operation. */
export type PlannerAnswer = { plan: QueryPlan } | { refused: true } | { fault: string };
/** `unusable`: why nothing can be planned, in the words of whoever has read the supergraph. */
export type PlannerMessage = 'ready' | { unusable: string } | PlannerAnswer;

export type Planner = {
  /** Resolves once operations can be planned; rejects where the supergraph cannot be used, in words that say why. */
  ready: Promise<void>;
  /**
   * Plans one operation. PlanningRefusal where that takes too long, or more memory than the thread has, or breaks one of the
   * planner's own limits.
   */
  plan: (task: PlannerTask) => Promise<QueryPlan>;
  stop: () => Promise<void>;
};

type Job = { task: PlannerTask; resolve: (plan: QueryPlan) => void; reject: (error: Error) => void };

/** Of the thread, in MB: plans of documents within our limits take a tenth. New objects would have 32 by default, which is never needed. */
const memory = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 12 };

/**
 * Plans operations in a thread of its own, one after another: planning cannot be interrupted, and a document may be made so
 * that it does not end. A thread that is late is ended, and another started for the next.
 *
 * @param timeout milliseconds for one operation
 */
export function createPlanner(supergraphSdl: string, timeout: number): Planner {
  const waiting: Job[] = [];
  let thread: Worker | undefined;
  let isReady = false;
  let current: { job: Job; late: NodeJS.Timeout } | undefined;
  let isStopped = false;
  const first = Promise.withResolvers<void>();
  // Whoever waits for it hears of it.
  first.promise.catch(() => {});

  const start = () => {
    const started = new Worker(new URL('./planner-thread.ts', import.meta.url), {
      workerData: supergraphSdl,
      resourceLimits: memory,
    });
    started.on('message', (message: PlannerMessage) => {
      // While it starts, it may be all that the process waits for.
      started.unref();
      if (started !== thread) return;
      if (message !== 'ready' && 'unusable' in message) return first.reject(new Error(message.unusable));
      first.resolve();
      isReady = true;
      if (message !== 'ready') settle((job) => answer(job, message));
      next();
    });
    // Out of memory, most of all: what it was planning is to blame.
    started.on('error', () => end(started));
    thread = started;
    isReady = false;
  };
  const end = (ended: Worker) => {
    if (ended !== thread) return;
    thread = undefined;
    void ended.terminate();
    settle((job) => job.reject(new PlanningRefusal()));
    // A thread that cannot even start is not started again for those who wait, or that would never end.
    if (!isReady) {
      const why = new Error('the planner does not start');
      first.reject(why);
      for (const job of waiting.splice(0)) job.reject(why);
    }
    next();
  };
  const settle = (how: (job: Job) => void) => {
    if (!current) return;
    clearTimeout(current.late);
    how(current.job);
    current = undefined;
  };
  const next = () => {
    if (isStopped || current || waiting.length === 0) return;
    if (!thread) return start();
    const job = isReady && waiting.shift();
    if (!job) return;
    const running = thread;
    current = { job, late: setTimeout(() => end(running), timeout) };
    running.postMessage(job.task);
  };
  start();
  return {
    ready: first.promise,
    plan: (task) =>
      new Promise((resolve, reject) => {
        if (isStopped) return reject(new PlannerStopped());
        waiting.push({ task, resolve, reject });
        next();
      }),
    async stop() {
      isStopped = true;
      first.reject(new PlannerStopped());
      settle((job) => job.reject(new PlannerStopped()));
      for (const job of waiting.splice(0)) job.reject(new PlannerStopped());
      await thread?.terminate();
    },
  };
}

/** A planner was stopped before it had planned: there is another for a new supergraph, or none any longer. */
export class PlannerStopped extends Error {}

function answer({ resolve, reject }: Job, message: PlannerAnswer): void {
  if ('plan' in message) resolve(message.plan);
  else if ('refused' in message) reject(new PlanningRefusal());
  else reject(Object.assign(new Error('the operation could not be planned'), { stack: message.fault }));
}
