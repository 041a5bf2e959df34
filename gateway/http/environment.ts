import { z } from 'zod';

/** What of the gateway's HTTP can be set. */
export type HttpSettings = {
  /** Web pages of these origins may read answers; without one, those of the gateway's own alone. */
  corsOrigins: readonly string[];
  /** Longest body of a request, before and after decompression. */
  maxBodyBytes: number;
  /** Browsers are told to come by HTTPS alone. */
  isProduction: boolean;
};

const bytes = 'expected a number of bytes from 1024 to 67108864';
const origins = 'expected origins such as https://app.example, separated by commas, without a path; not "*"';

/** What is read from the environment. */
export const httpEnvironment = z
  .object({
    CORS_ORIGINS: z
      .string()
      .default('')
      .transform(splitList)
      .refine((given) => given.every(isOrigin), origins),
    MAX_BODY_BYTES: z.coerce
      .number({ error: bytes })
      .int(bytes)
      .min(1_024, bytes)
      .max(64 << 20, bytes)
      .default(1 << 20),
    NODE_ENV: z.string().toLowerCase().optional(),
  })
  .transform(
    (env): HttpSettings => ({
      corsOrigins: env.CORS_ORIGINS,
      maxBodyBytes: env.MAX_BODY_BYTES,
      isProduction: env.NODE_ENV === 'production',
    }),
  );

/** What holds where nothing is set. */
export const defaultHttp = httpEnvironment.parse({});

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/**
 * Each origin by name: `*` would let any page of the web use a browser inside the ministry's network as its way in, and
 * `null` is what sandboxed pages of anyone send.
 */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.parse(text)?.origin === text;
}
