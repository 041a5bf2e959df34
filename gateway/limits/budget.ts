import { GraphQLError } from 'graphql';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { type Asking, createHolders, isAnonymous } from './budget-holder.ts';
import type { BudgetStore } from './budget-store.ts';

/** What clients may use in a minute. */
export type Budget = {
  /** What this client may use in a minute altogether. */
  perMinute: (asking: Asking) => number;
  /**
   * Takes what an operation is estimated at; GraphQLError BUDGET_EXHAUSTED (HTTP 429, Retry-After) where that is not left. What it
   * resolves to is called once with what the operation came to, and gives back or takes the difference.
   */
  charge: (asking: Asking, estimated: number) => Promise<(actual: number) => void>;
};

/** Keeps a budget for each client and minute, a smaller one for those without a token. A store that fails lets everyone pass. */
export function createBudget(store: BudgetStore, perMinute: { known: number; anonymous: number }): Budget {
  const known = store.limiterOf('known', perMinute.known);
  const anonymous = store.limiterOf('anonymous', perMinute.anonymous);
  const holderOf = createHolders(store.secret);
  const limiterOf = (asking: Asking) => (isAnonymous(asking) ? anonymous : known);
  return {
    perMinute: (asking) => limiterOf(asking).points,
    async charge(asking, estimated) {
      const limiter = limiterOf(asking);
      const { key } = holderOf(asking);
      const started = performance.now();
      const taken = await limiter.consume(key, estimated).catch((failure: unknown) => failure);
      if (!(taken instanceof RateLimiterRes)) return () => {};
      if (taken.consumedPoints > limiter.points) {
        // What was refused was not used.
        forget(limiter.reward(key, estimated));
        throw exhausted(limiter, taken, estimated);
      }
      return (actual) => {
        // The minute it was taken from is over: there is nothing to give back to.
        if (performance.now() - started >= taken.msBeforeNext) return;
        if (actual < estimated) forget(limiter.reward(key, estimated - actual));
        if (actual > estimated) forget(limiter.penalty(key, actual - estimated));
      };
    },
  };
}

function exhausted({ points }: RateLimiterAbstract, taken: RateLimiterRes, estimated: number): GraphQLError {
  const remaining = Math.max(0, points - (taken.consumedPoints - estimated));
  const seconds = Math.max(1, Math.ceil(taken.msBeforeNext / 1000));
  return new GraphQLError(
    `The budget of this client is used up: the operation is estimated to cost ${estimated}, ${remaining} of ${points} a minute are left. Ask again in ${seconds} s.`,
    {
      extensions: {
        code: 'BUDGET_EXHAUSTED',
        cost: { estimated, remaining, perMinute: points, retryAfterSeconds: seconds },
        http: { status: 429, headers: new Map([['retry-after', String(seconds)]]) },
      },
    },
  );
}

/** Nobody waits for it, and an answer does not fail for it. */
function forget(pending: Promise<unknown>): void {
  pending.catch(() => {});
}
