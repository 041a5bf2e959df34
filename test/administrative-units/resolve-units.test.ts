import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

type Resolution = {
  code: string;
  status: string;
  candidates: {
    unit: { id: string; fullName: string };
    extent: string;
    resolution: string | null;
    effectiveFrom: string;
  }[];
};

async function resolve(codes: string[], on = '2025-06-30'): Promise<Resolution[]> {
  const query = `query ($codes: [UnitCode!]!, $on: Date!) {
    resolveUnits(codes: $codes, on: $on) { code status candidates { unit { id fullName } extent resolution effectiveFrom } }
  }`;
  const { data, errors } = await stack.ask(query, { codes, on });
  expect(errors).toBeUndefined();
  return data.resolveUnits;
}

const short = ({ code, status, candidates }: Resolution) => [
  code,
  status,
  ...candidates.map(({ unit, extent }) => `${unit.id} ${extent}`),
];

/** The rows of a fact table, without comments and heading. */
function facts(path: string): string[][] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  return lines.slice(1).map((line) => line.split('\t'));
}

test('a unit that stays, one that went into another, one that was split, a district, and none', async () => {
  const found = await resolve(['01', '74', '11948', '00007', '536', '99998']);
  expect(found.map(short)).toEqual([
    ['01', 'UNCHANGED', '01@start WHOLE'],
    ['74', 'MAPPED', '79@2025-07-01 WHOLE'],
    ['11948', 'UNKNOWN'],
    ['00007', 'SPLIT', '00008@2025-07-01 PART', '00025@2025-07-01 PART'],
    ['536', 'ABOLISHED', '21548@2025-07-01 WHOLE'],
    ['99998', 'UNKNOWN'],
  ]);
  expect(found[1]?.candidates[0]).toMatchObject({ resolution: '202/2025/QH15', effectiveFrom: '2025-07-01' });
});

test('the order of the codes is kept, and a code asked twice is answered twice', async () => {
  expect((await resolve(['74', '01', '74'])).map(({ code }) => code)).toEqual(['74', '01', '74']);
});

test('a merged province is MAPPED also where the new one carries its code and name', async () => {
  // Tuyên Quang (08) took in Hà Giang (02): same code, name and kind, another territory.
  expect((await resolve(['08']))[0]).toMatchObject({
    status: 'MAPPED',
    candidates: [{ unit: { id: '08@2025-07-01' } }],
  });
});

test('reused codes mean another unit on another date', async () => {
  // Code 15 was Yên Bái; since the merger of 2025 it is Lào Cai.
  const query =
    '{ before: administrativeUnit(code: "15", on: "2025-06-30") { name validTo } after: administrativeUnit(code: "15", on: "2025-07-01") { name validFrom } }';
  const { data } = await stack.ask(query);
  expect(data).toEqual({
    before: { name: 'Yên Bái', validTo: '2025-07-01' },
    after: { name: 'Lào Cai', validFrom: '2025-07-01' },
  });
  expect((await resolve(['15'], '2025-06-30')).map(short)).toEqual([['15', 'MAPPED', '15@2025-07-01 WHOLE']]);
  expect((await resolve(['15'], '2025-07-01')).map(short)).toEqual([['15', 'UNCHANGED', '15@2025-07-01 WHOLE']]);
});

test('a former commune is followed through the reform of 2025 and the changes of 2026', async () => {
  // 25270 became a commune of Đồng Nai on 2025-07-01 and a ward on 2026-04-30 (237/NQ-UBTVQH16).
  const [resolution] = await resolve(['25270'], '2025-08-01');
  expect(resolution).toMatchObject({
    status: 'MAPPED',
    candidates: [
      { unit: { id: '25270@2026-04-30' }, extent: 'WHOLE', resolution: '237/NQ-UBTVQH16', effectiveFrom: '2026-04-30' },
    ],
  });
  const { data } = await stack.ask(
    '{ administrativeUnit(code: "25270", on: "2025-08-01") { predecessors { unit { code level } } } }',
  );
  const former = data.administrativeUnit.predecessors.find(
    ({ unit }: { unit: { level: string } }) => unit.level === 'COMMUNE',
  ).unit.code;
  const [whole] = await resolve([former]);
  const candidate = whole?.candidates.find(({ unit }) => unit.id === '25270@2026-04-30');
  expect(candidate?.resolution).toBe('1662/NQ-UBTVQH15; 237/NQ-UBTVQH16');
});

test('every one of the 10,035 former communes resolves, and the 439 split ones to all their successors', async () => {
  const splits = Map.groupBy(facts('subgraphs/gazetteer/facts/commune-splits.tsv'), ([former]) => former as string);
  const codes: string[] = [];
  let after: string | null = null;
  do {
    const query =
      'query ($after: String) { administrativeUnits(filter: { level: COMMUNE, validOn: "2025-06-30" }, first: 200, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }';
    const { data } = await stack.ask(query, { after });
    codes.push(...data.administrativeUnits.nodes.map(({ code }: { code: string }) => code));
    after = data.administrativeUnits.pageInfo.hasNextPage ? data.administrativeUnits.pageInfo.endCursor : null;
  } while (after);
  expect(codes).toHaveLength(10_035);

  const statuses: Record<string, number> = {};
  for (let start = 0; start < codes.length; start += 1_000) {
    for (const { code, status, candidates } of await resolve(codes.slice(start, start + 1_000))) {
      statuses[status] = (statuses[status] ?? 0) + 1;
      expect(candidates.length, code).toBe(splits.get(code)?.length ?? 1);
    }
  }
  expect(statuses.SPLIT).toBe(439);
  expect(splits.size).toBe(439);
  expect((statuses.UNCHANGED ?? 0) + (statuses.MAPPED ?? 0)).toBe(10_035 - 439);
});

test('1,000 codes take three statements', async () => {
  const before = stack.statements.length;
  await resolve(Array.from({ length: 1_000 }, (_, index) => String(index * 7).padStart(5, '0')));
  expect(stack.statements.length - before).toBe(3);
});
