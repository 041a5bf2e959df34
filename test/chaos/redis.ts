import { setTimeout as sleep } from 'node:timers/promises';
import type { createRedis } from '../support/redis.ts';
import type { Installation } from './installation.ts';
import type { Fault, Finding } from './run-fault.ts';

type Gateway = ReturnType<Installation['gateway']>;

/** What a gateway that counts budgets in Redis is started with; nobody of the load uses his up. */
export const budgetsIn = (url: string) => ({
  REDIS_URL: url,
  RATE_LIMIT: 'on',
  COST_PER_MINUTE: '1000000000',
  COST_PER_MINUTE_ANONYMOUS: '1000000000',
});

/** It is killed, and started again: meanwhile each process counts by itself, and all is answered. */
export function withoutRedis(gateway: Gateway, redis: Awaited<ReturnType<typeof createRedis>>): Fault {
  const told = async (text: string) => {
    while (!gateway.output().includes(text)) await sleep(20);
  };
  return {
    name: 'redis',
    async begin() {
      await redis.kill();
      await told('redis is away');
    },
    async end() {
      await redis.start();
      await told('redis is back');
    },
  };
}

/** In place of a finding where there is no Redis to be taken away. */
export const noRedis: Finding = {
  name: 'redis',
  requests: 0,
  partial: 0,
  wrong: 0,
  outside: 0,
  remark: 'left out: there is no redis-server on PATH',
  problems: [],
};
