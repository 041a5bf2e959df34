import { z } from 'zod';

/**
 * Whether the pages are served. In production too unless it says otherwise: they hold nothing, and show what the token that is
 * put into them may see.
 */
export const explorerEnvironment = z
  .object({ EXPLORER: z.enum(['on', 'off'], { error: 'expected on or off' }).default('on') })
  .transform(({ EXPLORER }) => ({ isOn: EXPLORER === 'on' }));
