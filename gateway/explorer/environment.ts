import { z } from 'zod';

const docs = ['all', 'public', 'off'] as const;

/**
 * Whether the pages are served, the reference's among them: these lead to the others. In production too unless it says otherwise: they hold
 * nothing, and show what the token that is put into them may see. The reference tells the whole schema in development alone: in
 * production that takes a scope, and what stands on a page is told to everybody.
 */
export const explorerEnvironment = z
  .object({
    EXPLORER: z.enum(['on', 'off'], { error: 'expected on or off' }).default('on'),
    DOCS: z.enum(docs, { error: `expected one of ${docs.join(', ')}` }).optional(),
    NODE_ENV: z.string().toLowerCase().optional(),
  })
  .transform(({ EXPLORER, DOCS, NODE_ENV }) => ({
    isOn: EXPLORER === 'on',
    docs: DOCS ?? (NODE_ENV === 'production' ? ('public' as const) : ('all' as const)),
  }));
