import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

/**
 * What may be told of a span. Everything else stays here: what libraries add for themselves (@apollo/gateway the operation's name as
 * the client wrote it), and exceptions, which repeat values.
 */
const attributes = new Set([
  'http.request.method',
  'http.response.status_code',
  'url.path',
  'graphql.operation.type',
  'db.system.name',
  'db.operation.name',
  'db.query.text',
  'db.response.returned_rows',
  'db.response.status_code',
  'lienthong.request.id',
  'lienthong.operation',
  'lienthong.client',
  'lienthong.error.codes',
  'lienthong.subgraph',
]);

/** Told once when spans can no longer be handed over, and once when they can again. */
export type ReportExport = (event: { isWorking: boolean }) => void;

/** Hands spans to another exporter, with the attributes that may be told and without events, links and words of errors. */
export function createReticentExporter(exporter: SpanExporter, report: ReportExport): SpanExporter {
  let isWorking = true;
  return {
    export(spans, done) {
      exporter.export(spans.map(reduce), (result) => {
        // 0: success, by the specification of the SDK.
        if ((result.code === 0) !== isWorking) {
          isWorking = result.code === 0;
          report({ isWorking });
        }
        done(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}

function reduce(span: ReadableSpan): ReadableSpan {
  const { name, kind, parentSpanContext, startTime, endTime, duration, ended, resource, instrumentationScope } = span;
  return {
    name,
    kind,
    spanContext: () => span.spanContext(),
    ...(parentSpanContext && { parentSpanContext }),
    startTime,
    endTime,
    duration,
    ended,
    status: { code: span.status.code },
    attributes: allowed(span.attributes),
    events: [],
    links: [],
    resource,
    instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

const allowed = (given: Attributes): Attributes =>
  Object.fromEntries(Object.entries(given).filter(([name]) => attributes.has(name)));
