import { z } from 'zod';

const seconds = (max: number) => {
  const message = `expected seconds from 0 to ${max}`;
  return z.coerce
    .number({ error: message })
    .min(0, message)
    .max(max, message)
    .transform((value) => value * 1_000);
};

/** How long stopping may take, in milliseconds. */
export type ShutdownConfig = {
  /** Requests are still taken that long after readiness says no: until load balancers have noticed. */
  delay: number;
  /** What runs may go on that long after that. */
  timeout: number;
};

export const shutdownEnvironment = z
  .object({
    SHUTDOWN_DELAY: seconds(300).prefault(0),
    SHUTDOWN_TIMEOUT: seconds(300).prefault(10),
  })
  .transform(
    ({ SHUTDOWN_DELAY, SHUTDOWN_TIMEOUT }): ShutdownConfig => ({
      delay: SHUTDOWN_DELAY,
      timeout: SHUTDOWN_TIMEOUT,
    }),
  );

export const defaultShutdown = shutdownEnvironment.parse({});
