import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../gateway/access/roles.ts';
import { type Cell, type Quality, startQuality } from './made-findings.ts';

const communes = ['26740@2025-07-01', '26743@2025-07-01', '25747@start'];
const cityOf = (unit: string) => (unit.endsWith('@start') ? '79@start' : '79@2025-07-01');
const [high, low] = ['official-coefficient', 'name-form'];

const cells: Cell[] = [
  // Hồ Chí Minh City: two communes of today, one of before, and what stands at the province itself.
  ...communes.flatMap((unit, index): Cell[] => [
    { rule: high, owner: 'H29', agency: `H29.${index}`, unit, province: cityOf(unit), checked: 100 + index, open: 20 },
    {
      rule: low,
      owner: 'H29',
      agency: `H29.${index}`,
      unit,
      province: cityOf(unit),
      checked: 100 + index,
      open: 7,
      waived: 3,
    },
  ]),
  { rule: high, owner: 'H29', agency: 'H29', unit: '79@2025-07-01', province: '79@2025-07-01', checked: 40, open: 8 },
  // Hà Nội: a small commune, and one beside it.
  { rule: high, owner: 'H26', agency: 'H26.1', unit: '00004@2025-07-01', province: '01@start', checked: 5, open: 5 },
  { rule: high, owner: 'H26', agency: 'H26.2', unit: '00008@2025-07-01', province: '01@start', checked: 28, open: 3 },
  { rule: high, owner: 'H26', agency: 'H26.10', unit: '00025@2025-07-01', province: '01@start', checked: 33, open: 17 },
  { rule: 'worker-number', owner: 'G09', unit: '00025@2025-07-01', province: '01@start', checked: 1_000, open: 260 },
  { rule: high, owner: 'G09', agency: 'G09.1', checked: 60, open: 6 },
];

let quality: Quality;
beforeAll(async () => {
  quality = await startQuality('quality_scores');
  const before = cells.map((cell) => ({
    ...cell,
    checked: cell.checked * 2,
    open: (cell.open ?? 0) * 3,
    from: '2026-09-01T16:59:59Z',
    to: '2026-10-01T17:00:00Z',
  }));
  await quality.addCells([...before, ...cells.map((cell) => ({ ...cell, from: '2026-10-01T17:00:00Z' }))]);
});
afterAll(() => quality?.stop());

type Row = {
  owner?: { code: string };
  province?: { id: string } | null;
  score: number | null;
  checked: number | null;
  open: number | null;
  waived: number | null;
};

const keys = {
  DATABASE: 'database',
  OWNER: 'owner { code: id }',
  PROVINCE: 'province { id }',
  UNIT: 'unit { id }',
  AGENCY: 'agency { id }',
  DIMENSION: 'dimension',
  RULE: 'rule { id }',
};

async function tokenOf(role: Role | 'everything' | null, changes = {}) {
  if (role === 'everything') return {};
  return { token: role && (await quality.stack.tokenOf(role, changes)) };
}

async function scores(
  groupBy: (keyof typeof keys)[],
  {
    role = 'everything',
    changes = {},
    ...args
  }: { role?: Role | 'everything' | null; changes?: object; filter?: object; asOf?: string } = {},
) {
  const selected = groupBy.map((group) => keys[group]).join(' ');
  const { data, errors } = await quality.stack.ask(
    `query($filter: QualityFilter, $asOf: Date) { qualityScores(groupBy: [${groupBy}], filter: $filter, asOf: $asOf) { ${selected} score checked open waived } }`,
    args,
    await tokenOf(role, changes),
  );
  if (errors) throw new Error(errors[0]?.message);
  return data.qualityScores as Row[];
}

const sum = (rows: Row[], figure: 'checked' | 'open' | 'waived') =>
  rows.reduce((total, row) => total + (row[figure] ?? 0), 0);
const only = (rows: Row[]) => {
  expect(rows).toHaveLength(1);
  return rows[0] as Row;
};

describe('told exactly', () => {
  test('a score is the share of what passed, weighed by severity', async () => {
    const filter = { unitIds: [communes[0]] };
    // HIGH weighs 4, LOW 1; what is waived has passed.
    const score = Math.round((100 * 100 * (4 * 80 + 1 * 93)) / (4 * 100 + 1 * 100)) / 100;
    expect(only(await scores([], { filter }))).toEqual({ score, checked: 200, open: 27, waived: 3 });
    expect(await scores(['RULE'], { filter })).toEqual([
      { rule: { id: low }, score: 93, checked: 100, open: 7, waived: 3 },
      { rule: { id: high }, score: 80, checked: 100, open: 20, waived: 0 },
    ]);
  });

  test('a province is the sum of its communes and of what stands at itself, and the whole the sum of any groups', async () => {
    const whole = only(await scores([]));
    const provinces = await scores(['PROVINCE']);
    const units = await scores(['PROVINCE', 'UNIT']);
    for (const figure of ['checked', 'open', 'waived'] as const) {
      for (const province of provinces) {
        const id = province.province?.id;
        const below = units.filter((unit) => unit.province?.id === id);
        expect(sum(below, figure)).toBe(province[figure]);
      }
      for (const group of Object.keys(keys) as (keyof typeof keys)[])
        expect(sum(await scores([group]), figure), group).toBe(whole[figure]);
    }
    expect(provinces.length).toBe(4);
  });

  test.each([
    [{ databases: ['LABOR_EMPLOYMENT'] }, 1_000],
    [{ ownerIds: ['H29', 'H26'] }, 303 * 2 + 40 + 66],
    [{ dimension: ['CORRECT'], ownerIds: ['H26'] }, 66],
    [{ severity: ['LOW'] }, 303],
    [{ ruleIds: ['name-form', 'unknown'] }, 303],
    [{ agencyIds: ['H26.1'] }, 5],
    [{ provinceIds: ['79@2025-07-01'] }, 201 * 2 + 40],
    [{ unitIds: [] }, 0],
  ])('%o', async (filter, checked) => {
    expect(only(await scores([], { filter })).checked).toBe(checked);
  });

  test('as of the end of a day in Vietnam', async () => {
    const checked = async (asOf?: string) => only(await scores([], asOf ? { asOf } : {})).checked;
    const now = await checked();
    expect(await checked('2026-10-02')).toBe(now);
    expect(await checked('2026-10-01')).toBe((now ?? 0) * 2);
    expect(await checked('2026-09-01')).toBe((now ?? 0) * 2);
    expect(await checked('2026-08-31')).toBe(0);
    expect(await scores(['OWNER'], { asOf: '2026-08-31' })).toEqual([]);
  });

  test('more than 1,000 groups are refused', async () => {
    const many = Array.from(
      { length: 1_001 },
      (_, at): Cell => ({ rule: high, owner: 'Z01', agency: `Z01.${at}`, checked: 1 }),
    );
    await quality.addCells(many);
    try {
      await expect(scores(['AGENCY'])).rejects.toThrow('at most 1000 groups');
      // To whom none of them is told, they are not there.
      expect((await scores(['AGENCY'], { role: null })).length).toBeLessThan(20);
    } finally {
      await quality.sql`delete from quality_cells where owner_id = 'Z01'`;
    }
  });
});

describe('disclosure', () => {
  test.each([
    ['nobody', null],
    ['an analyst', 'analyst'],
    ['a partner', 'partner'],
  ] as const)('%s is told tens of each rule, no small group, and a whole score of 30 or more', async (_, role) => {
    expect(await scores(['UNIT', 'RULE'], { role, filter: { ownerIds: ['H26'] } })).toEqual([
      { unit: { id: '00008@2025-07-01' }, rule: { id: high }, score: 100, checked: 30, open: null, waived: null },
      { unit: { id: '00025@2025-07-01' }, rule: { id: high }, score: 33, checked: 30, open: 20, waived: null },
    ]);
    const owners = await scores(['OWNER'], { role });
    expect(owners.map(({ owner }) => owner?.code)).toEqual(['G09', 'H29', 'H26']);
    for (const row of owners)
      expect([row.score, row.checked, row.open].every((figure) => figure !== null && Number.isInteger(figure))).toBe(
        true,
      );
    for (const row of owners) expect((row.checked ?? 1) % 10).toBe(0);
  });

  test('the sum over rules tells no more than each of them: the same people, checked by many, are not counted finer', async () => {
    const unit = communes[1];
    const alone = await scores(['RULE'], { role: null, filter: { unitIds: [unit] } });
    const together = only(await scores([], { role: null, filter: { unitIds: [unit] } }));
    expect(alone.map(({ checked }) => checked)).toEqual([100, 100]);
    expect(together).toMatchObject({ checked: 200, open: sum(alone, 'open') });
  });

  test('too few of others for a score', async () => {
    const filter = { agencyIds: ['H26.9'] };
    await quality.addCells([{ rule: high, owner: 'H26', agency: 'H26.9', checked: 24, open: 12 }]);
    expect(only(await scores([], { role: null, filter }))).toEqual({
      score: null,
      checked: 20,
      open: 10,
      waived: null,
    });
    expect(only(await scores([], { filter }))).toEqual({ score: 50, checked: 24, open: 12, waived: 0 });
    await quality.sql`delete from quality_cells where agency_id = 'H26.9'`;
  });

  test('an officer is told its own province exactly, and others as anybody', async () => {
    const as = { role: 'provincial-officer' as const, changes: { agency: undefined, purpose: 'DATA_QUALITY' } };
    const exact = await scores(['PROVINCE', 'RULE']);
    const told = await scores(['PROVINCE', 'RULE'], as);
    const city = (rows: Row[]) => rows.filter(({ province }) => province?.id.startsWith('79@'));
    expect(city(told)).toEqual(city(exact));
    expect(city(told).length).toBe(4);
    const others = (rows: Row[]) => rows.filter((row) => !city(rows).includes(row));
    expect(others(told)).toEqual(others(await scores(['PROVINCE', 'RULE'], { role: null })));
  });

  test('and not without the scope, nor of a database whose records it may not see', async () => {
    const filter = { unitIds: ['00025@2025-07-01'] };
    const changes = { jurisdiction: ['01'], agency: undefined };
    const of = (scope: string) =>
      scores(['RULE'], { role: 'provincial-officer', changes: { ...changes, scope }, filter });
    const exact = [
      { rule: { id: 'worker-number' }, score: 74, checked: 1_000, open: 260, waived: 0 },
      { rule: { id: high }, score: 48.48, checked: 33, open: 17, waived: 0 },
    ];
    const rounded = [
      { rule: { id: 'worker-number' }, score: 74, checked: 1_000, open: 260, waived: null },
      { rule: { id: high }, score: 33, checked: 30, open: 20, waived: null },
    ];
    expect(await of('quality:read officials:read labour:read')).toEqual(exact);
    expect(await of('officials:read labour:read')).toEqual(rounded);
    expect(await of('quality:read officials:read')).toEqual([rounded[0], exact[1]]);
  });

  test.each([
    ['ownerIds', ['H26', 'H29'], 'OWNER'],
    ['agencyIds', ['H26.1', 'H26.2'], 'AGENCY'],
    ['provinceIds', ['01@start', '79@2025-07-01'], 'PROVINCE'],
    ['unitIds', communes, 'UNIT'],
  ] as const)('several %s at once are for who is told everything', async (list, values, group) => {
    const filter = { [list]: values };
    for (const role of [null, 'analyst', 'provincial-officer'] as const) {
      await expect(scores([], { role, filter })).rejects.toThrow(`Argument "filter.${list}": expected one value`);
      await expect(scores([group], { role, filter })).resolves.toBeDefined();
    }
    const changes = { scope: 'quality:read officials:read' };
    await expect(scores([], { role: 'auditor', changes, filter })).rejects.toThrow('expected one value');
    expect(only(await scores([], { filter })).checked).toBeGreaterThan(0);
  });
});

describe('a trend', () => {
  const trend = async (args: string) => {
    const { data, errors } = await quality.stack.ask(`{ qualityTrend(${args}) { on owner { id } score checked } }`);
    return (
      errors?.[0]?.message ?? (data.qualityTrend as { on: string; owner: { id: string } | null; checked: number }[])
    );
  };

  test('has the days of its step, the earliest first, and none before the first run', async () => {
    const days = async (args: string) => ((await trend(args)) as { on: string; checked: number }[]).map(({ on }) => on);
    expect(await days('step: DAY, from: "2026-08-30", to: "2026-09-03"')).toEqual([
      '2026-09-01',
      '2026-09-02',
      '2026-09-03',
    ]);
    expect(await days('from: "2026-09-10", to: "2026-10-03"')).toEqual([
      '2026-09-12',
      '2026-09-19',
      '2026-09-26',
      '2026-10-03',
    ]);
    expect(await days('step: MONTH, from: "2026-06-30", to: "2026-10-15"')).toEqual(['2026-09-30', '2026-10-15']);
  });

  test('is that of the scores on each day', async () => {
    const rows = (await trend('groupBy: [OWNER], step: DAY, from: "2026-10-01", to: "2026-10-02"')) as { on: string }[];
    const expected = [];
    for (const on of ['2026-10-01', '2026-10-02'])
      for (const { owner, score, checked } of await scores(['OWNER'], { asOf: on }))
        expected.push({ on, owner: { id: owner?.code }, score, checked });
    expect(rows).toEqual(expected);
  });

  test.each([
    ['from: "2026-10-02", to: "2026-10-01"', /not after "to"/],
    ['from: "2020-01-01", to: "2026-10-01", step: DAY', /at most 400 steps/],
  ])('%s is refused', async (args, message) => {
    expect(await trend(args)).toMatch(message);
  });
});

describe('the quality of an entity', () => {
  const ask = async (role: Role | 'everything' | null, changes = {}) => {
    const { data, errors } = await quality.stack.ask(
      `{ city: administrativeUnit(code: "79") { quality { score checked open waived byDimension { dimension checked } } }
        commune: administrativeUnit(code: "26740") { quality { score checked open waived } }
        none: administrativeUnit(code: "48") { quality { score checked open } }
        owner: agency(code: "H29") { quality { checked open } } }`,
      {},
      await tokenOf(role, changes),
    );
    expect(errors).toBeUndefined();
    return data;
  };

  test('is that of the scores: of a province all under it, of an agency those below it', async () => {
    const city = only(await scores([], { filter: { provinceIds: ['79@2025-07-01'] } }));
    const commune = only(await scores([], { filter: { unitIds: [communes[0]] } }));
    const data = await ask('everything');
    expect(data.city.quality).toMatchObject(city);
    expect(sum(data.city.quality.byDimension, 'checked')).toBe(city.checked);
    expect(data.city.quality.byDimension.length).toBe(2);
    expect(data.commune.quality).toEqual(commune);
    expect(data.none.quality).toEqual({ score: null, checked: 0, open: 0 });
    expect(data.owner.quality).toEqual({ checked: 303 * 2 + 40, open: 60 + 21 + 8 });
  });

  test('is told to others as published, and of a place with nothing nothing', async () => {
    const data = await ask(null);
    expect(data.commune.quality).toEqual({ score: expect.any(Number), checked: 200, open: 30, waived: null });
    expect(data.none.quality).toEqual({ score: null, checked: null, open: null });
  });

  test('takes one statement for any number of units, and one for agencies', async () => {
    const { stack } = quality;
    const count = async (first: number) => {
      stack.statements.length = 0;
      await stack.ask(
        `{ administrativeUnits(first: ${first}, filter: { level: COMMUNE }) { nodes { quality { score } } } }`,
      );
      return stack.statements.filter(({ subgraph }) => subgraph === 'data-quality').length;
    };
    expect([await count(1), await count(50)]).toEqual([1, 1]);
  });
});
