import { z } from 'zod';

const safelists = ['off', 'log', 'enforce'] as const;

const mebibytes = (least: number) => {
  const error = `expected a whole number of MiB from ${least} to 1024`;
  return z.coerce.number({ error }).int(error).min(least, error).max(1024, error);
};

/** Which documents are executed, and how much memory is given to those that are remembered. */
export const documentsEnvironment = z
  .object({
    SAFELIST: z.enum(safelists, { error: `expected one of ${safelists.join(', ')}` }).default('off'),
    TRUSTED_DOCUMENTS: z.string().min(1).optional(),
    PERSISTED_QUERIES_MIB: mebibytes(0).default(8),
    DOCUMENT_CACHE_MIB: mebibytes(1).default(32),
    PLAN_CACHE_MIB: mebibytes(1).default(20),
  })
  .transform((env) => ({
    safelist: env.SAFELIST,
    /** The folder of the partners' manifests. */
    folder: env.TRUSTED_DOCUMENTS,
    /** Zero: none are taken. */
    persistedQueriesMiB: env.PERSISTED_QUERIES_MIB,
    documentCacheMiB: env.DOCUMENT_CACHE_MIB,
    planCacheMiB: env.PLAN_CACHE_MIB,
  }));

export type DocumentsConfig = z.infer<typeof documentsEnvironment>;
