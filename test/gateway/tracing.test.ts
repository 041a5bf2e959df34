import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tracingEnvironment } from '../../subgraphs/kit/tracing/environment.ts';
import { startTracing } from '../../subgraphs/kit/tracing/start.ts';
import { type CollectedSpan, startCollector } from '../support/collector.ts';
import { flushSpans } from '../support/flush-spans.ts';
import { type Stack, startStack } from '../support/stack.ts';

let collector: Awaited<ReturnType<typeof startCollector>>;
let tracing: Awaited<ReturnType<typeof startTracing>>;
beforeAll(async () => {
  collector = await startCollector();
  const config = tracingEnvironment.parse({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
  tracing = await startTracing({ config, serviceName: 'lienthong-test', report: () => {} });
});
afterAll(async () => {
  await tracing?.stop();
  await collector?.stop();
});

/** The names of a trace's spans as a tree, sorted; one of many alike stands once. */
function treeOf(spans: CollectedSpan[], parent: CollectedSpan): object {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId);
  const sorted = children.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(sorted.map((child) => [child.name, treeOf(spans, child)]));
}

const known =
  'query ProvincesAtAGlance($number: PersonalNumber!) { personByNumber(number: $number) { official { fullName } insuredPerson { id } } }';

describe.each([
  ['in one process', false],
  ['over HTTP', true],
])('%s', (_, split) => {
  let stack: Stack;
  let person: { number: string; name: string };
  beforeAll(async () => {
    stack = await startStack({ split });
    const [row] =
      (await stack.databases.officials?.unsafe(
        'select personal_number as number, full_name as name from officials order by id limit 1',
      )) ?? [];
    person = row as unknown as typeof person;
  });
  afterAll(() => stack?.stop());

  /** Asks within a trace of the client's. */
  async function traced(query: string, variables = {}, traceId = crypto.randomUUID().replaceAll('-', '')) {
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    const answer = await stack.ask(query, variables, {
      headers: { traceparent, tracestate: 'x=nguyen', baggage: 'a=b' },
    });
    const spans = await collector.trace(traceId);
    const [root] = spans.filter(({ parentSpanId }) => parentSpanId === '00f067aa0ba902b7');
    return { answer, spans, root: root as CollectedSpan };
  }

  test('one query is one tree, from the client through the gateway to the SQL of two subgraphs', async () => {
    const { answer, spans, root } = await traced(known, { number: person.number });
    expect(answer.data.personByNumber.official.fullName).toBe(person.name);
    const fetched = (subgraph: string) => ({
      [`fetch ${subgraph}`]: { [`subgraph ${subgraph}`]: { select: {} } },
    });
    expect({ [root.name]: treeOf(spans, root) }).toEqual({
      'POST /graphql': {
        execute: { ...fetched('officials'), ...fetched('social-security'), plan: {} },
        'graphql.parse': {},
        'graphql.validate': {},
      },
    });
    expect(root).toMatchObject({
      kind: 2,
      service: 'lienthong-test',
      attributes: {
        'http.response.status_code': 200,
        'graphql.operation.type': 'query',
        'lienthong.operation': 'ProvincesAtAGlance',
      },
    });
    const statements = spans.flatMap(({ attributes }) => attributes['db.query.text'] ?? []);
    expect(statements.some((text) => /from "officials"/.test(String(text)))).toBe(true);
    // The kinds that a service map is drawn from: a server's where the request came over HTTP.
    const kinds = new Set(spans.filter(({ name }) => name.startsWith('subgraph ')).map(({ kind }) => kind));
    expect(kinds).toEqual(new Set([split ? 2 : 1]));
  });

  test('nothing personal is told, nor what the client wrote', async () => {
    const alias = 'Nguyen';
    const { answer } = await traced(
      `query HoSoCua${alias} { ${alias}: personByNumber(number: "${person.number}") { official { fullName personalNumber } } }`,
    );
    expect(answer.data[alias].official.personalNumber).toBe(person.number);
    const { answer: refused } = await traced(
      `query HoSoCua${alias} { personByNumber(number: "${person.number}x") { id } }`,
    );
    expect(refused.errors).toHaveLength(1);
    const told = collector.text();
    for (const word of [person.number, person.name, JSON.stringify(person.name).slice(1, -1), alias, 'nguyen'])
      expect(told).not.toContain(word);
  });

  test('what the client asks to leave out of the sample is left out, in subgraphs too', async () => {
    const traceId = crypto.randomUUID().replaceAll('-', '');
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-00` };
    await stack.ask('{ officials(first: 1) { nodes { id } } }', {}, { headers });
    await traced('{ __typename }');
    expect(collector.spans.filter((span) => span.traceId === traceId)).toEqual([]);
  });

  test.each([
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more',
    'nonsense',
  ])('a traceparent that is none begins a trace of its own: %s', async (traceparent) => {
    const requestId = crypto.randomUUID();
    await stack.ask('{ __typename }', {}, { headers: { traceparent, 'x-request-id': requestId } });
    const root = () => collector.spans.find(({ attributes }) => attributes['lienthong.request.id'] === requestId);
    await expect
      .poll(() => flushSpans().then(root), { timeout: 20_000, interval: 10 })
      .toMatchObject({ parentSpanId: undefined });
    expect(root()?.traceId).not.toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });
});
