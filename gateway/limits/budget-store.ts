import cluster from 'node:cluster';
import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterCluster,
  RateLimiterClusterMaster,
  RateLimiterMemory,
  RateLimiterRedis,
} from 'rate-limiter-flexible';

/** Counts what holders of budgets have used in their minute. */
export type BudgetStore = {
  /** A counter of its own for each name. */
  limiterOf: (name: string, perMinute: number) => RateLimiterAbstract;
  /** What holders' names are hashed with: the same wherever they are counted together. */
  secret: KeyObject;
  stop: () => void;
};

const minute = 60;
/** Milliseconds. Redis beside the gateway answers in less than one; who waits for longer is counted here instead. */
const patience = { command: 200, socket: 500, connect: 1_000, retry: 2_000 };

/**
 * Where budgets are counted: in Redis, shared by all gateways that use it; among the workers of one gateway by their primary
 * process; else in this process. While Redis is away each process counts by itself, and the gateway goes on answering.
 *
 * @param report told once when Redis goes away, and once when it is back
 */
export function createBudgetStore(redisUrl: string | undefined, report: (event: 'away' | 'back') => void): BudgetStore {
  if (redisUrl !== undefined) return createSharedStore(redisUrl, report);
  // Workers have to agree on it, and what they count is in the memory of their primary process alone.
  const secret = createSecretKey(cluster.isWorker ? hashOf('workers') : randomBytes(32));
  const limiterOf = (name: string, points: number) => {
    const options = { keyPrefix: `budget-${name}`, points, duration: minute };
    return cluster.isWorker
      ? new RateLimiterCluster({ ...options, timeoutMs: patience.command })
      : new RateLimiterMemory(options);
  };
  return { limiterOf, secret, stop: () => {} };
}

/** Counts for the workers of this process; to be called in the primary one, once, before it starts any. */
export function countForWorkers(): void {
  new RateLimiterClusterMaster();
}

function createSharedStore(url: string, report: (event: 'away' | 'back') => void): BudgetStore {
  const redis = new Redis(url, {
    connectionName: 'lienthong-budgets',
    connectTimeout: patience.connect,
    commandTimeout: patience.command,
    // One that hangs loses its connection, and counts as away from then on.
    socketTimeout: patience.socket,
    // What cannot be sent at once is counted here.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, patience.retry),
  });
  let isAway = false;
  const tell = (away: boolean) => {
    if (away !== isAway) report(away ? 'away' : 'back');
    isAway = away;
  };
  redis.on('error', () => tell(true));
  redis.on('close', () => tell(true));
  redis.on('ready', () => tell(false));
  const limiterOf = (name: string, points: number) => {
    const options = { keyPrefix: `lienthong-budget-${name}`, points, duration: minute };
    const insuranceLimiter = new RateLimiterMemory(options);
    return new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter });
  };
  return {
    limiterOf,
    // Every gateway that shares the counts has it, and a copy of the database's file does not.
    secret: createSecretKey(hashOf(`redis ${new URL(url).password}`)),
    stop: () => {
      redis.removeAllListeners('close');
      redis.disconnect();
    },
  };
}

const hashOf = (text: string) => createHash('sha256').update(text).digest();
