import { type Context, isSpanContextValid, type TextMapPropagator, TraceFlags, trace } from '@opentelemetry/api';

const form = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/**
 * W3C Trace Context, by the header `traceparent` alone: `tracestate` and `baggage` are text of the client's, which may be about a
 * person and would go on to every subgraph and to the collector.
 */
export const traceContext: TextMapPropagator = {
  fields: () => ['traceparent'],
  inject(context: Context, carrier, setter) {
    const span = trace.getSpanContext(context);
    if (!span || !isSpanContextValid(span)) return;
    const sampled = (span.traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0');
    setter.set(carrier, 'traceparent', `00-${span.traceId}-${span.spanId}-${sampled}`);
  },
  extract(context: Context, carrier, getter) {
    const given = getter.get(carrier, 'traceparent');
    const [, traceId = '', spanId = '', flags = '', rest] = form.exec(typeof given === 'string' ? given : '') ?? [];
    // Version 00 has nothing after the flags; later ones may.
    if (rest !== undefined && String(given).startsWith('00')) return context;
    const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
    return isSpanContextValid(span) ? trace.setSpanContext(context, span) : context;
  },
};
