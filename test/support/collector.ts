import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { flushSpans } from './flush-spans.ts';

export type CollectedSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  name: string;
  kind: number;
  service: string;
  attributes: Record<string, unknown>;
};

type Value = {
  stringValue?: string;
  intValue?: string | number;
  boolValue?: boolean;
  arrayValue?: { values: Value[] };
};
type Attribute = { key: string; value: Value };
type Export = {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: (Omit<CollectedSpan, 'service' | 'attributes'> & { attributes?: Attribute[] })[] }[];
  }[];
};

const plain = (value: Value): unknown =>
  value.stringValue ?? value.intValue ?? value.boolValue ?? value.arrayValue?.values.map(plain);
const read = (attributes: Attribute[] = []) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));

/** A collector that takes OTLP/HTTP as JSON, and keeps what it was sent, word for word too. */
export async function startCollector() {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (request.url !== '/v1/traces' || request.headers['content-type'] !== 'application/json') {
      response.writeHead(400).end();
      return;
    }
    bodies.push(body);
    for (const { resource, scopeSpans } of (JSON.parse(body) as Export).resourceSpans) {
      const service = String(read(resource.attributes)['service.name']);
      for (const span of scopeSpans.flatMap(({ spans: given }) => given))
        spans.push({
          ...span,
          service,
          parentSpanId: span.parentSpanId || undefined,
          attributes: read(span.attributes),
        });
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    /** Everything it was sent. */
    text: () => bodies.join('\n'),
    /** The spans of a trace once its request's own span has come, which ends last. */
    async trace(traceId: string): Promise<CollectedSpan[]> {
      const found = () => spans.filter((span) => span.traceId === traceId);
      while (!found().some(({ name }) => name.endsWith(' /graphql'))) {
        await flushSpans();
        await sleep(10);
      }
      return found();
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
