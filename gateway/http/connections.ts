import type { Server, ServerOptions } from 'node:http';
import { z } from 'zod';

const count = 'expected a whole number of at least 1';
const atLeast1 = (usual: number) => z.coerce.number({ error: count }).int(count).min(1, count).default(usual);

/** How many requests and connections there may be, and how long they may take to arrive. */
export const trafficEnvironment = z
  .object({
    MAX_CONCURRENT_REQUESTS: atLeast1(100),
    MAX_QUEUED_REQUESTS: atLeast1(1_000),
    QUEUE_TIMEOUT_MS: atLeast1(10_000),
    MAX_PENDING_BYTES: atLeast1(64 << 20),
    MAX_CONNECTIONS: atLeast1(5_000),
    HEADERS_TIMEOUT_MS: atLeast1(10_000),
    REQUEST_TIMEOUT_MS: atLeast1(30_000),
  })
  .transform((env) => ({
    running: env.MAX_CONCURRENT_REQUESTS,
    queued: env.MAX_QUEUED_REQUESTS,
    queueTimeout: env.QUEUE_TIMEOUT_MS,
    pendingBytes: env.MAX_PENDING_BYTES,
    connections: env.MAX_CONNECTIONS,
    headersTimeout: env.HEADERS_TIMEOUT_MS,
    requestTimeout: env.REQUEST_TIMEOUT_MS,
  }));

export type TrafficLimits = z.infer<typeof trafficEnvironment>;

/** What holds where the environment says nothing. */
export const usualTraffic: TrafficLimits = trafficEnvironment.parse({});

type Bounds = Pick<TrafficLimits, 'connections' | 'headersTimeout' | 'requestTimeout'>;

/**
 * Connections that the kernel keeps until they are taken; node asks for 511, and of 1,000 clients that come at once some waited
 * for 20 s and some were reset. Linux allows at most net.core.somaxconn, 4,096 unless set otherwise.
 */
export const backlog = 4_096;

/** Options of an HTTP server whose clients may not take their time: 408, and the connection ends (unreadable.ts). */
export function arrivalLimits({ headersTimeout, requestTimeout }: Bounds): ServerOptions {
  return {
    // Looked at by us, because Node's own answer has none of our headers.
    requireHostHeader: false,
    // node:http refuses headers that may take longer than the request.
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    requestTimeout,
    // Node looks every 30 s unless told otherwise, so that a bound of 10 s would be one of 40.
    connectionsCheckingInterval: Math.min(1_000, headersTimeout, requestTimeout),
  };
}

/** More connections than this are closed as they come. */
export function boundConnections(server: Server, { connections }: Bounds): void {
  server.maxConnections = connections;
}
