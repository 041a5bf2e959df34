import type { IncomingMessage } from 'node:http';
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestFacts } from './request-facts.ts';

// Without a registered SDK (subgraphs/kit/tracing/start.ts) all of these do nothing.
const tracer = trace.getTracer('lienthong.gateway');

/** Runs `answer` within the span of a client's request, which continues the trace that a W3C `traceparent` names. */
export function traceRequest(
  { headers, method = 'GET' }: IncomingMessage,
  requestId: string,
  answer: (span: Span) => Promise<void>,
): Promise<void> {
  const attributes = { 'http.request.method': method, 'url.path': '/graphql', 'lienthong.request.id': requestId };
  const parent = propagation.extract(context.active(), headers);
  return tracer.startActiveSpan(`${method} /graphql`, { kind: SpanKind.SERVER, attributes }, parent, answer);
}

/** Ends the span of a request with how it was answered. */
export function describeAnswer(span: Span, status: number, { kind, operation, client, codes }: RequestFacts): void {
  if (span.isRecording())
    span.setAttributes({
      'http.response.status_code': status,
      ...(kind && { 'graphql.operation.type': kind }),
      ...(operation && { 'lienthong.operation': operation }),
      ...(client && { 'lienthong.client': client }),
      ...(codes.size > 0 && { 'lienthong.error.codes': [...codes] }),
    });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** A span around a step of the gateway, from `startTime` (milliseconds, by `performance`) or now until what it gives is called. */
export function beginSpan(name: string, startTime?: number): (failed?: boolean) => void {
  const span = tracer.startSpan(name, startTime === undefined ? {} : { startTime });
  return (failed = false) => {
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
}

/** Runs a step of the gateway in a span, where there is a trace; the step's own spans stand below it. */
export function traceStep<R>(name: string, kind: SpanKind, run: () => R | Promise<R>): R | Promise<R> {
  // Not whether that records: the spans of @apollo/gateway, which do not, stand between and pass the trace on.
  if (!trace.getActiveSpan()) return run();
  return tracer.startActiveSpan(name, { kind }, async (span) => {
    try {
      return await run();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The header by which a subgraph's spans join the trace: none while nothing is traced. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}
