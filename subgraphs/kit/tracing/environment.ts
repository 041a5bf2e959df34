import { z } from 'zod';

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
const url = z.url({ protocol: /^https?$/, error: 'expected http://host:port of an OTLP/HTTP collector' });
const ratio = 'expected a share from 0 to 1, of the traces that are kept';

/** Where traces go, by the names of OpenTelemetry's specification. Undefined without a collector: nothing is traced. */
export const tracingEnvironment = z
  .object({
    OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url.optional(),
    OTEL_SERVICE_NAME: z.string().min(1).optional(),
    OTEL_TRACES_SAMPLER: z
      .enum(samplers, { error: `expected one of ${samplers.join(', ')}` })
      .default('parentbased_always_on'),
    OTEL_TRACES_SAMPLER_ARG: z.coerce.number({ error: ratio }).min(0, ratio).max(1, ratio).default(1),
    OTEL_SDK_DISABLED: z
      .string()
      .transform((value) => value.toLowerCase() === 'true')
      .default(false),
  })
  .transform((env) => {
    const endpoint =
      env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ??
      // A base address, which may have a path of its own.
      (env.OTEL_EXPORTER_OTLP_ENDPOINT && `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, '')}/v1/traces`);
    if (endpoint === undefined || env.OTEL_SDK_DISABLED) return undefined;
    return {
      endpoint,
      /** Undefined where it was not given: each program has a name of its own. */
      serviceName: env.OTEL_SERVICE_NAME,
      sampler: env.OTEL_TRACES_SAMPLER,
      ratio: env.OTEL_TRACES_SAMPLER_ARG,
    };
  });

export type TracingConfig = NonNullable<z.infer<typeof tracingEnvironment>>;
export type Sampler = (typeof samplers)[number];
