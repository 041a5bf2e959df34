import type { SubgraphSettings } from '../../gateway/data-sources/environment.ts';
import type { GatewayObserver } from '../../gateway/telemetry/observer.ts';
import { type StackOptions, startStack } from './stack.ts';
import { startStandIn } from './stand-in.ts';

type Event<Name extends keyof GatewayObserver> = Parameters<NonNullable<GatewayObserver[Name]>>[0];

/** A split stack that reaches one subgraph through a stand-in, and what its gateway tells of requests to that one. */
export async function startStandInStack(
  subgraph: string,
  settings: Partial<SubgraphSettings> = {},
  options: Pick<StackOptions, 'traffic' | 'log'> = {},
) {
  const standIn = await startStandIn();
  const fetches: Event<'onFetch'>[] = [];
  const states: Event<'onBreaker'>['state'][] = [];
  const stack = await startStack({
    ...options,
    split: true,
    subgraphUrls: { [subgraph]: standIn.url },
    settings: { [subgraph]: settings },
    observer: {
      onFetch: (event) => event.subgraph === subgraph && fetches.push(event),
      onBreaker: (event) => event.subgraph === subgraph && states.push(event.state),
    },
  });
  standIn.target = stack.services.find(({ name }) => name === subgraph)?.url ?? '';
  return {
    ...stack,
    standIn,
    fetches,
    /** Of the circuit breaker, in their order. */
    states,
    stop: async () => {
      await stack.stop();
      await standIn.stop();
    },
  };
}

export type StandInStack = Awaited<ReturnType<typeof startStandInStack>>;
