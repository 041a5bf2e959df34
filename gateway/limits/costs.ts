import type { Log } from '../telemetry/log.ts';
import type { GatewayObserver } from '../telemetry/observer.ts';
import { createBudget } from './budget.ts';
import { createBudgetStore } from './budget-store.ts';
import { type CostControl, createCostControl } from './cost-control.ts';
import type { CostConfig } from './cost-environment.ts';

type Told = { log: Log; observer?: GatewayObserver | undefined };

/** The control of costs that the settings ask for, with its connection to Redis where there is one. */
export function createCosts(
  { limit, perMinute, redisUrl }: CostConfig,
  { log, observer }: Told,
): CostControl & { stop: () => void } {
  if (perMinute === null) return { ...createCostControl({ limit, observer }), stop: () => {} };
  const store = createBudgetStore(redisUrl, (event) => {
    if (event === 'away') log.warn('redis is away: this process counts budgets by itself');
    else log.info('redis is back: budgets are shared again');
  });
  return { ...createCostControl({ limit, budget: createBudget(store, perMinute), observer }), stop: store.stop };
}
