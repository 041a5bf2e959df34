import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TelemetryConfig } from './environment.ts';
import type { ReadMetrics } from './metrics/metrics.ts';
import { holds, metricsAccess } from './metrics-access.ts';

/** /metrics on the gateway's own port. */
export async function answerMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  { read, token, isProduction }: Pick<TelemetryConfig['metrics'], 'token' | 'isProduction'> & { read: ReadMetrics },
): Promise<void> {
  const access = metricsAccess(request, { token, isProduction });
  if (access === 'hidden') return answer(response, 404, 'not found: GraphQL is at /graphql');
  if (access === 'unauthorized') return refuse(response);
  return answerText(response, read);
}

/**
 * /metrics on a port of their own, which METRICS_HOST keeps from outsiders; also with the token where one is set. Resolves once
 * it listens.
 */
export async function serveMetrics(
  { port, host, token }: { port: number; host: string; token: string | undefined },
  read: ReadMetrics,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url?.split('?', 1)[0] !== '/metrics')
      return answer(response, 404, 'not found: metrics are at /metrics');
    if (token !== undefined && !holds(request, token)) return refuse(response);
    answerText(response, read).catch(() => answer(response, 500, 'the metrics cannot be read'));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerText(response: ServerResponse, read: ReadMetrics): Promise<void> {
  const { contentType, text } = await read();
  answer(response, 200, text, contentType);
}

function refuse(response: ServerResponse): void {
  response.setHeader('www-authenticate', 'Bearer');
  answer(response, 401, 'expected the token of METRICS_TOKEN as a bearer token');
}

function answer(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
