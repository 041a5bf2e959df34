import type { Log } from './log.ts';
import type { GatewayObserver } from './observer.ts';

/** One line for each request that was answered: how, how long it took and what for, and nothing of what was asked. */
export function createAccessLog(log: Log): GatewayObserver {
  return {
    onRequest: ({ requestId, status, milliseconds, kind, operation, client, cost, codes }) =>
      log.info(
        {
          requestId,
          status,
          milliseconds: Math.round(milliseconds * 10) / 10,
          kind,
          operation,
          client,
          ...(cost !== null && { cost }),
          ...(codes.length > 0 && { codes }),
        },
        'request',
      ),
  };
}
