import type { GraphQLDataSource } from '@apollo/gateway';
import { SpanKind } from '@opentelemetry/api';
import type { GatewayContext } from '../gateway.ts';
import { traceStep } from './spans.ts';

/** The same source of a subgraph's data; each request to it is a span, with the subgraph's own below it. */
export function watchSource(
  subgraph: string,
  source: GraphQLDataSource<GatewayContext>,
): GraphQLDataSource<GatewayContext> {
  return {
    process: (options) =>
      traceStep(`fetch ${subgraph}`, SpanKind.CLIENT, () => source.process(options)) as ReturnType<
        typeof source.process
      >,
  };
}
