import { expect, test } from 'vitest';
import { tracingEnvironment } from '../../subgraphs/kit/tracing/environment.ts';
import { startCollector } from '../support/collector.ts';
import { ask, createDataFolder, startScript } from '../support/process.ts';

/** Told on standard output: each module of the SDK that a program loads. */
const tell = `import { registerHooks } from 'node:module';
registerHooks({ resolve(specifier, context, next) {
  const found = next(specifier, context);
  if (/opentelemetry\\/(sdk-trace|exporter-trace-otlp-http)\\//.test(found.url)) console.log('loads the SDK');
  return found;
} });`;
const preload = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tell)}` };

/** What the gateway prints until it has answered one request and ended, with these settings. */
async function printed(env: Record<string, string>, onTestFinished: (clean: () => Promise<void>) => void) {
  const folder = await createDataFolder(onTestFinished);
  const gateway = startScript('gateway', [], { env: { ...preload, DATA_DIR: folder, PORT: '0', ...env } });
  await gateway.until('Ctrl-C stops all of it.');
  expect(await ask(gateway.url(), '{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
  gateway.signal('SIGTERM');
  expect(await gateway.ended).toBe(0);
  return gateway.output();
}

test('without a collector the SDK is not even loaded', async ({ onTestFinished }) => {
  expect(await printed({}, onTestFinished)).not.toContain('loads the SDK');
});

test('with one its spans arrive before the program ends', async ({ onTestFinished }) => {
  const collector = await startCollector();
  onTestFinished(() => collector.stop());
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_SERVICE_NAME: 'cong-lien-thong' };
  expect(await printed(env, onTestFinished)).toContain('loads the SDK');
  const root = collector.spans.find(({ name }) => name === 'POST /graphql');
  expect(root).toMatchObject({ service: 'cong-lien-thong', attributes: { 'http.response.status_code': 200 } });
});

test('a collector that is away is told once, and keeps nobody from stopping', async ({ onTestFinished }) => {
  const output = await printed({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, onTestFinished);
  expect(output.match(/handing over traces/g) ?? []).toHaveLength(1);
});

test.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'x' }, /expected http:\/\/host:port/],
  [{ OTEL_TRACES_SAMPLER: 'sometimes' }, /expected one of always_on/],
  [{ OTEL_TRACES_SAMPLER_ARG: '2' }, /expected a share from 0 to 1/],
])('a wrong setting is told: %o', (env, message) => {
  expect(() => tracingEnvironment.parse(env)).toThrow(message);
});

test.each([
  [{}, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318', OTEL_SDK_DISABLED: 'true' }, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318/' }, 'http://a:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a/b' }, 'http://a/b/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a/b' }, 'http://a/b'],
])('where traces go: %o', (env, endpoint) => {
  expect(tracingEnvironment.parse(env)?.endpoint).toBe(endpoint);
});
