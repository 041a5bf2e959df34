import { expect, test } from 'vitest';
import { goalsTable } from './goals.ts';
import type { Turn } from './measure.ts';
import { headlines } from './variation.ts';

const turn = (throughput: number, cpu: number): Turn => ({
  requests: 100,
  throughput,
  p50: 1,
  p99: 2,
  usage: { gateway: cpu / 2, subgraphs: 0, postgres: cpu / 2 },
});

function reached(tiers: Record<string, Turn>, megabytes: number): string[] {
  const results = [{ file: headlines.page, isHeadline: true, bodies: 1, tiers, differing: [], newText: {} }];
  const memory = { process: { gateway: megabytes, subgraphs: 0 } };
  const rows = goalsTable({ results, memory, large: [] }).split('\n').slice(2);
  return rows.map((row) => row.split(' | ').at(-1)?.replace(' |', '') ?? '');
}

test('a goal is reached where throughput and CPU both say so', () => {
  const stock = turn(100, 10);
  expect(reached({ process: turn(500, 2), stock }, 200)).toEqual(['yes', 'yes']);
  expect(reached({ process: turn(500, 4), stock }, 200)).toEqual(['no: 50 % of it', 'yes']);
  expect(reached({ process: turn(250, 2), stock }, 500)).toEqual(['no: 50 % of it', 'no: 50 % of it']);
});

test('hand-written SQL is compared by CPU alone, and what was not measured is left out', () => {
  expect(reached({ process: turn(10, 2), sql: turn(1_000, 1) }, 250)).toEqual(['yes', 'yes']);
  expect(reached({ process: turn(10, 4), sql: turn(1_000, 1) }, 250)).toEqual(['no: 50 % of it', 'yes']);
});
