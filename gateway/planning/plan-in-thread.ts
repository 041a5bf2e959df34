import { hash } from 'node:crypto';
import type { QueryPlan } from '@apollo/query-planner';
import type { ApolloServerOptions } from '@apollo/server';
import { print } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GatewayObserver } from '../telemetry/observer.ts';
import type { PlanCache } from './plan-cache.ts';
import { createPlanner, type Planner, PlannerStopped } from './planner.ts';
import { PlanningRefusal } from './planning-refusal.ts';

/** How Apollo Server asks a gateway. */
type Gateway = Exclude<NonNullable<ApolloServerOptions<object>['gateway']>, undefined>;
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Request = Parameters<Executor>[0];

type Options = {
  /** The one that the gateway looks its plans up in. */
  plans: PlanCache;
  /** Milliseconds for one operation. */
  timeout: number;
  observer?: GatewayObserver | undefined;
};

/** Refusals that are remembered, so that the same document is not tried again and again; not for long, a busy machine is late too. */
const remembered = { max: 1_000, ttl: 60_000 };

/**
 * The same gateway, whose plans are made in a thread of their own before it looks for them: its own planner runs in this
 * one, and while it runs nobody is answered.
 */
export function planInThread(gateway: Gateway, { plans, timeout, observer }: Options): Gateway {
  let planner: Planner | undefined;
  const refusals = new LRUCache<string, PlanningRefusal>(remembered);
  const planning = new Map<string, Promise<QueryPlan>>();
  gateway.onSchemaLoadOrUpdate(({ coreSupergraphSdl }) => {
    void planner?.stop();
    planner = createPlanner(coreSupergraphSdl ?? '', timeout);
    refusals.clear();
    planning.clear();
  });

  /** The same operation is planned once, however many ask for it at once. */
  const plan = (key: string, request: Request): Promise<QueryPlan> => {
    const known = planning.get(key);
    if (known || !planner) return known ?? Promise.reject(new PlannerStopped());
    const made = planner.plan({ text: print(request.document), operationName: request.request.operationName });
    planning.set(key, made);
    const forget = () => planning.get(key) === made && planning.delete(key);
    made.then(forget, forget);
    return made;
  };
  /** Again where the supergraph has changed meanwhile: a plan of the old one must not be remembered. */
  const ensurePlan = async (key: string, request: Request): Promise<void> => {
    for (;;) {
      const asked = planner;
      try {
        const made = await plan(key, request);
        if (asked !== planner) continue;
        await plans.set(key, made);
        return;
      } catch (error) {
        if (error instanceof PlannerStopped && asked !== planner) continue;
        if (error instanceof PlanningRefusal) refusals.set(key, error);
        throw error;
      }
    }
  };
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    async load(given) {
      const { executor } = await gateway.load(given);
      if (!executor) throw new Error('the gateway loaded without an executor');
      // The thread alone has looked whether it is a composition: that takes this one as long as all else of loading.
      await planner?.ready.catch(async (error: unknown) => {
        await planner?.stop();
        throw error;
      });
      return {
        executor: async (request) => {
          const key = planKey(request);
          const refusal = refusals.get(key);
          if (refusal) throw refusal;
          const started = performance.now();
          const cached = plans.has(key);
          if (!cached) await ensurePlan(key, request);
          observer?.onPlan?.({ milliseconds: performance.now() - started, cached });
          return executor(request);
        },
      };
    },
    async stop() {
      await planner?.stop();
      await gateway.stop();
    },
  };
}

/** What a plan is found by, as @apollo/gateway makes it. */
export function planKey({ queryHash, request: { operationName } }: Pick<Request, 'queryHash' | 'request'>): string {
  return operationName ? hash('sha256', queryHash + operationName) : queryHash;
}
