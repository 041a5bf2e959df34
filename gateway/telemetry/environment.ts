import { z } from 'zod';

const port = 'expected a port from 0 (any free one) to 65535';
const token = 'expected a secret of at least 32 characters without spaces';
const onOrOff = z.enum(['on', 'off'], { error: 'expected on or off' });

/** How the gateway is watched. */
export const telemetryEnvironment = z
  .object({
    METRICS_PORT: z.coerce.number({ error: port }).int(port).min(0, port).max(65_535, port).optional(),
    METRICS_HOST: z.string().min(1).default('127.0.0.1'),
    METRICS_TOKEN: z.string().min(32, token).regex(/^\S+$/, token).optional(),
    ACCESS_LOG: onOrOff.default('on'),
    NODE_ENV: z.string().toLowerCase().optional(),
  })
  .transform((env) => ({
    accessLog: env.ACCESS_LOG === 'on',
    metrics: {
      /** A port of their own; else they stand on the gateway's. */
      port: env.METRICS_PORT,
      host: env.METRICS_HOST,
      /** What has to be presented as a bearer token. */
      token: env.METRICS_TOKEN,
      isProduction: env.NODE_ENV === 'production',
    },
  }));

export type TelemetryConfig = z.infer<typeof telemetryEnvironment>;
