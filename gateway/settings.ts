import { cacheEnvironment } from './cache/environment.ts';
import { gatewayEnvironment, subgraphUrlsEnvironment } from './config.ts';
import { contractsEnvironment } from './contracts/environment.ts';
import { subgraphSettingsEnvironment } from './data-sources/environment.ts';
import { documentsEnvironment } from './documents/environment.ts';
import { executionEnvironment } from './execution/environment.ts';
import { explorerEnvironment } from './explorer/environment.ts';
import { trafficEnvironment } from './http/connections.ts';
import { httpEnvironment } from './http/environment.ts';
import { costEnvironment } from './limits/cost-environment.ts';
import { operationLimitsEnvironment } from './limits/operation-limits.ts';
import { planningEnvironment } from './planning/environment.ts';
import { shutdownEnvironment } from './shutdown/environment.ts';
import { telemetryEnvironment } from './telemetry/environment.ts';
import { workersEnvironment, workerTimeoutEnvironment } from './workers/environment.ts';

/** What the gateway reads from the environment, each room its own part. */
export const gatewayEnvironments = {
  config: gatewayEnvironment,
  http: httpEnvironment,
  traffic: trafficEnvironment,
  documents: documentsEnvironment,
  limits: operationLimitsEnvironment,
  cost: costEnvironment,
  contracts: contractsEnvironment,
  planning: planningEnvironment,
  execution: executionEnvironment,
  cache: cacheEnvironment,
  explorer: explorerEnvironment,
  subgraphUrls: subgraphUrlsEnvironment,
  subgraphSettings: subgraphSettingsEnvironment,
  shutdown: shutdownEnvironment,
  workers: workersEnvironment,
  workerTimeout: workerTimeoutEnvironment,
  watching: telemetryEnvironment,
};

/** Their names, for the help. */
export const gatewayVariables = `PORT, HOST, SUPERGRAPH, NODE_ENV, DATA_DIR, LOG_LEVEL, ACCESS_LOG, METRICS_PORT, METRICS_HOST, METRICS_TOKEN, OTEL_*,
OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS, ACCESS_MODE, ANONYMOUS_CONTRACT, CORS_ORIGINS, SAFELIST, TRUSTED_DOCUMENTS, PERSISTED_QUERIES_MIB,
DOCUMENT_CACHE_MIB, PLAN_CACHE_MIB, CACHE_MIB, COST_LIMIT, COST_PER_MINUTE, COST_PER_MINUTE_ANONYMOUS, RATE_LIMIT, REDIS_URL,
CLIENT_ADDRESS_HEADER, MAX_* (of requests and documents), HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS, QUEUE_TIMEOUT_MS, PLANNING_TIMEOUT_MS, EXECUTOR, EXPLORER, DOCS,
SUBGRAPH_URL_*, SUBGRAPH_KEY_*, SUBGRAPH_KEYS_DIR, SUBGRAPH_TIMEOUT, SUBGRAPH_TIMEOUT_*, SUBGRAPH_RETRIES, SUBGRAPH_CONCURRENCY, SUBGRAPH_QUEUE,
SUBGRAPH_MAX_BYTES, SUBGRAPH_SLOW, SUBGRAPH_PAUSE, GATEWAY_WORKERS, WORKER_TIMEOUT, SHUTDOWN_DELAY, SHUTDOWN_TIMEOUT`;
