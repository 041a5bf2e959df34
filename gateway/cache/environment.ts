import { z } from 'zod';

const mebibytes = 'expected a whole number of MiB from 0 to 1024';

/** What is kept of answers. */
export const cacheEnvironment = z
  .object({
    CACHE_MIB: z.coerce.number({ error: mebibytes }).int(mebibytes).min(0, mebibytes).max(1024, mebibytes).default(16),
  })
  .transform((env) => ({ mebibytes: env.CACHE_MIB }));

/** `mebibytes` for entities of subgraphs that are public and slow to change; 0 keeps none. */
export type CacheConfig = z.infer<typeof cacheEnvironment>;
