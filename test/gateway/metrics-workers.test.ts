import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parseMetrics } from '../support/metrics.ts';

test('the primary of several workers tells the sum of what they measure', async () => {
  const program = join(import.meta.dirname, '..', 'support', 'metrics-workers.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const samples = parseMetrics(stdout.replace(/\n+$/, '\n'));
  expect(samples.get('lienthong_requests_total{kind="query",status="200"}')).toBe(6);
  expect(samples.get('lienthong_request_duration_seconds_count{kind="query",operation="other"}')).toBe(6);
  expect(samples.get('lienthong_subgraph_breaker_state{state="open",subgraph="officials"}')).toBe(2);
});
