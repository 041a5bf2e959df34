import { z } from 'zod';

const points = 'expected a whole number from 1';
const count = () => z.coerce.number({ error: points }).int(points).min(1, points).max(Number.MAX_SAFE_INTEGER, points);

/** What operations may cost, as read from the environment. */
export type CostConfig = z.infer<typeof costEnvironment>;

/** What the gateway reads from the environment about cost and budgets. */
export const costEnvironment = z
  .object({
    COST_LIMIT: count().default(50_000),
    COST_PER_MINUTE: count().default(1_000_000),
    COST_PER_MINUTE_ANONYMOUS: count().default(100_000),
    RATE_LIMIT: z.enum(['on', 'off'], { error: 'expected on or off' }).default('on'),
    REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port or rediss://host:port' }).optional(),
    CLIENT_ADDRESS_HEADER: z
      .string()
      .regex(/^[\w-]+$/, 'expected the name of a header that the proxy before the gateway sets')
      .toLowerCase()
      .optional(),
  })
  .transform((env) => ({
    /** The most that one operation may be estimated at. */
    limit: env.COST_LIMIT,
    /** What a client may use in a minute; null where that is not limited. */
    perMinute:
      env.RATE_LIMIT === 'off' ? null : { known: env.COST_PER_MINUTE, anonymous: env.COST_PER_MINUTE_ANONYMOUS },
    /** Where several gateways count together; each counts by itself without it. */
    redisUrl: env.REDIS_URL,
    /** The header that tells where a request came from, in lower case; the connection tells without it. */
    addressHeader: env.CLIENT_ADDRESS_HEADER,
  }));
