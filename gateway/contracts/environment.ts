import { z } from 'zod';
import { contracts } from '../../schema/contracts.ts';

const open = contracts.filter(({ isOpen }) => isOpen).map(({ name }) => name);

/** What those are served who come without a token. */
export const contractsEnvironment = z
  .object({ ANONYMOUS_CONTRACT: z.enum(open, { error: `expected one of ${open.join(', ')}` }).optional() })
  .transform((env) => ({ anonymous: env.ANONYMOUS_CONTRACT ?? null }));

/** `anonymous`: the contract of a caller without a token; null for the whole schema. */
export type ContractsConfig = z.infer<typeof contractsEnvironment>;
