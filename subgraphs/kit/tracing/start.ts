import { context, propagation, trace } from '@opentelemetry/api';
import { createAsyncContext } from './async-context.ts';
import type { Sampler, TracingConfig } from './environment.ts';
import { createReticentExporter, type ReportExport } from './reticent-exporter.ts';
import { traceContext } from './trace-context.ts';

type TracingOptions = {
  /** Undefined: nothing is traced, and the SDK is not loaded. */
  config: TracingConfig | undefined;
  /** Of this program, unless the environment names it otherwise. */
  serviceName: string;
  report: ReportExport;
};

/** Milliseconds that a collector is waited for, and that stopping may take: longer, so that what failed is told. */
const patience = { export: 3_000, stop: 6_000 };

/**
 * Hands the spans of this process to the collector over OTLP/HTTP as JSON, with W3C Trace Context in and out. `stop` hands over
 * what is left, within a bound. Once a process.
 */
export async function startTracing({
  config,
  serviceName,
  report,
}: TracingOptions): Promise<{ stop: () => Promise<void> }> {
  if (!config) return { stop: async () => {} };
  const [sdk, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const exporter = new OTLPTraceExporter({ url: config.endpoint, timeoutMillis: patience.export });
  const provider = new sdk.TracerProvider({
    resource: resourceOf({ 'service.name': config.serviceName ?? serviceName, 'service.namespace': 'lienthong' }),
    sampler: samplerOf(sdk, config.sampler, config.ratio),
    spanProcessors: [
      new sdk.BatchSpanProcessor({ exporter: createReticentExporter(exporter, report), scheduledDelayMillis: 1_000 }),
    ],
    // Texts of statements grow with the filters they hold.
    spanLimits: { attributeValueLengthLimit: 4_096 },
  });
  context.setGlobalContextManager(createAsyncContext());
  propagation.setGlobalPropagator(traceContext);
  trace.setGlobalTracerProvider(provider);
  return {
    stop: async () => {
      let bound: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        bound = setTimeout(resolve, patience.stop);
      });
      await Promise.race([provider.shutdown().catch(() => {}), late]);
      clearTimeout(bound);
    },
  };
}

type Sdk = typeof import('@opentelemetry/sdk-trace');

function samplerOf(sdk: Sdk, name: Sampler, ratio: number) {
  const root = {
    always_on: () => new sdk.AlwaysOnSampler(),
    always_off: () => new sdk.AlwaysOffSampler(),
    traceidratio: () => new sdk.TraceIdRatioBasedSampler(ratio),
  }[name.replace('parentbased_', '') as 'always_on' | 'always_off' | 'traceidratio']();
  return name.startsWith('parentbased_') ? new sdk.ParentBasedSampler({ root }) : root;
}

/** Of @opentelemetry/resources only what the exporter reads: the package is the SDK's own dependency, not ours. */
function resourceOf(attributes: Record<string, string>) {
  const resource = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes) as [string, string][],
  };
  return resource;
}
