import { describe, expect, it } from 'vitest';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';

const { units, successions } = buildGazetteer();
const byId = new Map(units.map((unit) => [unit.id, unit]));
const from = Map.groupBy(successions, (succession) => succession.fromId);
const into = Map.groupBy(successions, (succession) => succession.toId);
const targets = (id: string) => (from.get(id) ?? []).map(({ toId, extent }) => `${toId} ${extent}`);
const former = (level: string) => units.filter((unit) => unit.level === level && unit.validTo === '2025-07-01');

describe('former communes', () => {
  it('all resolve: 9,596 to one commune, 439 to two to five (letter 1027/CTK-CSCL)', () => {
    const sizes = Map.groupBy(former('COMMUNE'), (unit) => from.get(unit.id)?.length ?? 0);
    expect([...sizes].map(([size, rows]) => [size, rows.length]).sort()).toEqual([
      [1, 9596],
      [2, 367],
      [3, 54],
      [4, 17],
      [5, 1],
    ]);
  });

  it('went whole where they were not split, and stayed in the province that theirs became part of', () => {
    for (const unit of former('COMMUNE')) {
      const steps = from.get(unit.id) ?? [];
      if (steps.length === 1) expect(steps[0]?.extent).toBe('WHOLE');
      const province = byId.get(byId.get(unit.parentId ?? '')?.parentId ?? '');
      const merged = from.get(province?.id ?? '')?.find((step) => step.effectiveFrom === '2025-07-01')?.toId;
      for (const step of steps) expect(byId.get(step.toId)?.parentId).toBe(merged ?? province?.id);
    }
  });

  it('have the extents of the conversion table where they were split', () => {
    const splits = former('COMMUNE').flatMap((unit) => {
      const steps = from.get(unit.id) ?? [];
      return steps.length > 1 ? steps.map((step) => step.extent) : [];
    });
    const counts = Object.fromEntries(
      [...Map.groupBy(splits, (extent) => extent)].map(([k, rows]) => [k, rows.length]),
    );
    expect(counts).toEqual({
      PART: 826,
      PART_OF_AREA: 82,
      ALL_POPULATION_PART_OF_AREA: 58,
      PART_OF_POPULATION: 2,
      WHOLE: 1,
    });
    // Xã Cổ Bi (Gia Lâm, Hà Nội): all its people to one of four.
    expect(targets('00553@start')).toEqual([
      '00136@2025-07-01 PART',
      '00541@2025-07-01 PART',
      '00562@2025-07-01 ALL_POPULATION_PART_OF_AREA',
      '00565@2025-07-01 PART',
    ]);
  });

  it('carry the resolution of their province', () => {
    expect(from.get('00001@start')?.every((step) => step.resolution === '1656/NQ-UBTVQH15')).toBe(true);
    // Xã Phúc Lợi, in former Yên Bái, today Lào Cai.
    expect(into.get('04363@2025-07-01')?.every((step) => step.resolution === '1673/NQ-UBTVQH15')).toBe(true);
  });
});

describe('errors of the sources that are mended', () => {
  it('takes each Thạnh Lộc of Kiên Giang to its own neighbours, not to the other one', () => {
    expect(targets('30901@start')).toEqual(['30886@2025-07-01 WHOLE']);
    expect(targets('30913@start')).toEqual(['30910@2025-07-01 WHOLE']);
  });

  it('leaves Ia Mơ as it was, and knows no draft codes', () => {
    expect(targets('23938@start')).toEqual(['23938@2025-07-01 WHOLE']);
    expect(byId.get('23938@start')).toMatchObject({ fullName: 'Xã Ia Mơ', parentId: '632@start' });
    expect(byId.has('23737@2025-07-01')).toBe(false);
    expect(byId.has('06970@2025-07-01')).toBe(false);
  });

  it('reads Ba Chẽ as 06978, also in a split', () => {
    expect(byId.get('06978@2025-07-01')?.fullName).toBe('Xã Ba Chẽ');
    const steps = into.get('06978@2025-07-01')?.filter((step) => byId.get(step.fromId)?.level === 'COMMUNE');
    const origins = steps?.map((step) => `${step.fromId} ${step.extent}`);
    expect(origins).toEqual(expect.arrayContaining(['06970@start WHOLE', '06886@start PART']));
    expect(origins).toHaveLength(5);
  });

  it('puts the 23 communes of the former Đạ Tẻh district into Đạ Huoai, and spells Phó Bảng', () => {
    expect(byId.get('682@start')?.fullName).toBe('Huyện Đạ Huoai');
    expect(units.filter((unit) => unit.parentId === '682@start')).toHaveLength(23);
    expect(byId.get('00745@2025-07-01')?.fullName).toBe('Xã Phó Bảng');
  });
});

describe('former districts', () => {
  it('all resolve to the communes that cover them', () => {
    for (const district of former('DISTRICT')) expect(from.get(district.id)?.length ?? 0).toBeGreaterThan(0);
    // Quận 1 (760): its wards became these four (1685/NQ-UBTVQH15).
    const wards = (from.get('760@start') ?? []).map((step) => byId.get(step.toId)?.name).sort();
    expect(wards).toEqual(['Bến Thành', 'Cầu Ông Lãnh', 'Sài Gòn', 'Tân Định']);
    expect(from.get('760@start')?.every((step) => step.extent === 'PART')).toBe(true);
  });

  it.each([
    ['318', '11948', 'Bạch Long Vĩ'],
    ['471', '19742', 'Cồn Cỏ'],
    ['498', '20333', 'Hoàng Sa'],
    ['536', '21548', 'Lý Sơn'],
    ['755', '26732', 'Côn Đảo'],
  ])('district %s without communes became the special zone %s %s as a whole', (district, zone, name) => {
    expect(targets(`${district}@start`)).toEqual([`${zone}@2025-07-01 WHOLE`]);
    expect(byId.get(`${zone}@2025-07-01`)).toMatchObject({ name, kind: 'SPECIAL_ZONE' });
    expect(into.get(`${zone}@2025-07-01`)).toHaveLength(1);
  });
});

describe('provinces and later changes', () => {
  it('joins 52 former provinces to 23 by 202/2025/QH15', () => {
    const mergers = successions.filter((step) => step.resolution === '202/2025/QH15');
    expect(mergers).toHaveLength(52);
    expect(new Set(mergers.map((step) => step.toId)).size).toBe(23);
    expect(targets('74@start')).toEqual(['79@2025-07-01 WHOLE']);
    expect(targets('72@start')).toEqual(['80@2025-07-01 WHOLE']);
  });

  it('joins both rows of each of the 25 units that changed kind in 2026', () => {
    const changes = successions.filter((step) => step.effectiveFrom > '2025-07-01');
    expect(changes).toHaveLength(25);
    expect(changes.every((step) => step.extent === 'WHOLE')).toBe(true);
    expect(from.get('24@2025-07-01')).toMatchObject([{ toId: '24@2026-09-20', resolution: '39/2026/QH16' }]);
    expect(from.get('26485@2025-07-01')).toMatchObject([{ toId: '26485@2026-04-30', resolution: '237/NQ-UBTVQH16' }]);
  });

  it('gives every commune of 2025-07-01 a predecessor', () => {
    const made = units.filter((unit) => unit.level === 'COMMUNE' && unit.validFrom === '2025-07-01');
    expect(made.filter((unit) => !into.has(unit.id))).toEqual([]);
  });
});
