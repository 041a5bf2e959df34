import { expect, test } from 'vitest';
import { createMetrics } from '../../gateway/telemetry/metrics/metrics.ts';
import { createUsage } from '../../gateway/telemetry/usage/usage.ts';
import { parseMetrics } from '../support/metrics.ts';

// What parts of the gateway tell, and the numbers that come of it.

const told = async (tell: (observer: ReturnType<typeof createMetrics>['observer']) => void) => {
  const metrics = createMetrics(createUsage());
  tell(metrics.observer);
  return parseMetrics((await metrics.read()).text);
};

test('requests to subgraphs', async () => {
  const samples = await told(({ onFetch }) => {
    onFetch?.({ subgraph: 'officials', milliseconds: 20, outcome: 'answered', retries: 0, bytes: 700 });
    onFetch?.({ subgraph: 'officials', milliseconds: 40, outcome: 'answered', retries: 2, bytes: 300 });
    onFetch?.({ subgraph: 'officials', milliseconds: 15_000, outcome: 'timeout', retries: 0 });
  });
  const duration = (part: string, rest: string) =>
    samples.get(`lienthong_subgraph_request_duration_seconds_${part}{${rest}}`);
  expect(duration('count', 'outcome="answered",subgraph="officials"')).toBe(2);
  expect(duration('sum', 'outcome="answered",subgraph="officials"')).toBeCloseTo(0.06);
  expect(duration('bucket', 'le="0.025",outcome="answered",subgraph="officials"')).toBe(1);
  expect(duration('count', 'outcome="timeout",subgraph="officials"')).toBe(1);
  expect(samples.get('lienthong_subgraph_retries_total{subgraph="officials"}')).toBe(2);
  expect(samples.get('lienthong_subgraph_response_bytes_total{subgraph="officials"}')).toBe(1_000);
});

test('a breaker is in one state', async () => {
  const samples = await told(({ onBreaker }) => {
    onBreaker?.({ subgraph: 'officials', state: 'open' });
    onBreaker?.({ subgraph: 'officials', state: 'half-open' });
  });
  const states = ['closed', 'half-open', 'open'].map((state) =>
    samples.get(`lienthong_subgraph_breaker_state{state="${state}",subgraph="officials"}`),
  );
  expect(states).toEqual([0, 1, 0]);
});

test('costs, refusals and load', async () => {
  const samples = await told(({ onCost, onRefusal, onLoad }) => {
    onCost?.({ estimated: 120, actual: 40 });
    onRefusal?.({ code: 'BUDGET_EXHAUSTED' });
    onRefusal?.({ code: 'Nguyễn Văn A' });
    onLoad?.({ running: 5, queued: 3 });
    onLoad?.({ running: 4, queued: 0 });
  });
  expect(samples.get('lienthong_operation_cost_sum{stage="estimated"}')).toBe(120);
  expect(samples.get('lienthong_operation_cost_sum{stage="actual"}')).toBe(40);
  expect(samples.get('lienthong_refusals_total{code="BUDGET_EXHAUSTED"}')).toBe(1);
  expect(samples.get('lienthong_refusals_total{code="other"}')).toBe(1);
  expect([samples.get('lienthong_requests_running'), samples.get('lienthong_requests_queued')]).toEqual([4, 0]);
});

test('codes that subgraphs make up do not grow without end', async () => {
  const samples = await told(({ onRequest }) => {
    for (let n = 0; n < 500; n += 1) {
      const code = `CODE_${String.fromCharCode(65 + (n % 26), 65 + Math.floor(n / 26))}`;
      onRequest?.({
        requestId: '',
        status: 200,
        milliseconds: 1,
        kind: 'query',
        operation: null,
        client: null,
        cost: null,
        codes: [code],
      });
    }
  });
  const codes = [...samples].filter(([key]) => key.startsWith('lienthong_request_errors_total'));
  expect(codes).toHaveLength(101);
  expect(codes.reduce((sum, [, value]) => sum + value, 0)).toBe(500);
});
