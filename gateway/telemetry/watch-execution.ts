import type { ApolloServerOptions } from '@apollo/server';
import { SpanKind } from '@opentelemetry/api';
import type { GatewayObserver } from './observer.ts';
import { beginSpan, traceStep } from './spans.ts';

type Gateway = NonNullable<ApolloServerOptions<{ caller: unknown }>['gateway']>;

/**
 * The same gateway, whose executor runs in a span: plan, fetches and the making of the answer. (The spans of @apollo/gateway itself are
 * never recorded: it has a copy of OpenTelemetry's API of its own, and takes its tracer as it is loaded.)
 */
export function watchExecution(gateway: Gateway): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    async load(options) {
      const { executor } = await gateway.load(options);
      if (!executor) return { executor };
      return {
        executor: (request) =>
          traceStep('execute', SpanKind.INTERNAL, () => executor(request)) as ReturnType<typeof executor>,
      };
    },
    stop: () => gateway.stop(),
  };
}

/** A span for each plan that was made, which is told when it stands. */
export const tracePlans: GatewayObserver = {
  onPlan: ({ milliseconds, cached }) => {
    if (!cached) beginSpan('plan', performance.now() - milliseconds)();
  },
};
