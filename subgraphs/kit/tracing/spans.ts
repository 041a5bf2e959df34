import { type Attributes, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { databaseErrorCode } from '../database-error.ts';

// Without a registered SDK (start.ts) there is never a span, and what is to run runs as it is.
const tracer = trace.getTracer('lienthong.subgraphs');

/** Runs within the trace that a request's W3C `traceparent` names. */
export function continueTrace<R>(headers: Record<string, unknown>, run: () => R): R {
  return context.with(propagation.extract(context.active(), headers), run);
}

type Operation = { subgraph: string; requestId: string | undefined };

/** Runs an operation of a subgraph in a span of its own, where there is a trace that it belongs to. */
export function traceOperation<R extends { errors?: unknown }>(
  { subgraph, requestId }: Operation,
  run: () => Promise<R>,
): Promise<R> {
  if (!trace.getActiveSpan()) return run();
  const attributes = { 'lienthong.subgraph': subgraph, ...(requestId && { 'lienthong.request.id': requestId }) };
  const kind = trace.getSpanContext(context.active())?.isRemote ? SpanKind.SERVER : SpanKind.INTERNAL;
  return inSpan(`subgraph ${subgraph}`, kind, attributes, async (span) => {
    const answer = await run();
    if (answer.errors) span.setStatus({ code: SpanStatusCode.ERROR });
    return answer;
  });
}

/** Runs one SQL statement in a span, where there is a trace that it belongs to: its text, whose values are parameters and stay out. */
export function traceStatement<R extends { length: number }>(text: string, run: () => Promise<R>): Promise<R> {
  if (!trace.getActiveSpan()?.isRecording()) return run();
  const verb = (/^\w+/.exec(text)?.[0] ?? 'statement').toLowerCase();
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': verb, 'db.query.text': text };
  return inSpan(verb, SpanKind.CLIENT, attributes, async (span) => {
    const rows = await run();
    span.setAttribute('db.response.returned_rows', rows.length);
    return rows;
  });
}

function inSpan<R>(name: string, kind: SpanKind, attributes: Attributes, run: (span: Span) => Promise<R>): Promise<R> {
  return tracer.startActiveSpan(name, { kind, attributes }, async (span) => {
    try {
      return await run(span);
    } catch (error) {
      // Its code alone: messages of PostgreSQL repeat rows.
      const code = databaseErrorCode(error);
      if (code) span.setAttribute('db.response.status_code', code);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
