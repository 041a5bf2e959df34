import { describe, expect, it } from 'vitest';
import { legacyCode } from '../../subgraphs/gazetteer/agency-codes.ts';
import { isValidOn } from '../../subgraphs/gazetteer/current-units.ts';
import { type Agency, buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';

const { units, agencies } = buildGazetteer();
const unitById = new Map(units.map((unit) => [unit.id, unit]));
const byId = new Map(agencies.map((agency) => [agency.id, agency]));
const count = (test: Partial<Agency>) =>
  agencies.filter((agency) => Object.entries(test).every(([key, value]) => agency[key as keyof Agency] === value))
    .length;

describe('agencies', () => {
  it('are the 28 ministries and sectors, 63 provinces, 696 districts and 3,321 communes', () => {
    expect(count({ kind: 'MINISTRY' })).toBe(14);
    expect(count({ kind: 'MINISTERIAL_LEVEL_AGENCY' })).toBe(3);
    expect(count({ level: 'CENTRAL', parentId: null })).toBe(28);
    expect(count({ kind: 'PEOPLES_COMMITTEE', level: 'PROVINCIAL', validTo: null })).toBe(34);
    expect(count({ kind: 'PEOPLES_COMMITTEE', level: 'PROVINCIAL', validTo: '2025-07-01' })).toBe(29);
    expect(count({ kind: 'PEOPLES_COMMITTEE', level: 'DISTRICT', validTo: '2025-07-01' })).toBe(696);
    expect(count({ kind: 'PEOPLES_COMMITTEE', level: 'COMMUNE', validTo: null })).toBe(3321);
  });

  it('have codes of at most 35 characters, levels left to right (Decision 20/2020/QĐ-TTg), each below its parent', () => {
    for (const { id, code, parentId } of agencies) {
      expect(id).toBe(code);
      expect(code).toMatch(/^[A-Z]\d{2}(\.[0-9A-Z]+)*$/);
      expect(code.length).toBeLessThanOrEqual(35);
      expect(parentId).toBe(code.includes('.') ? code.slice(0, code.lastIndexOf('.')) : null);
      if (parentId) expect(byId.has(parentId)).toBe(true);
    }
    expect(byId.size).toBe(agencies.length);
  });

  it.each([
    ['G09', 'Bộ Nội vụ', null, '000.00.00.G09'],
    ['H26', 'Ủy ban nhân dân thành phố Hà Nội', '01@start', '000.00.00.H26'],
    ['H38', 'Ủy ban nhân dân tỉnh Lào Cai', '15@2025-07-01', '000.00.00.H38'],
    ['H63', 'Ủy ban nhân dân tỉnh Yên Bái', '15@start', '000.00.00.H63'],
    ['H19', 'Ủy ban nhân dân thành phố Đồng Nai', '75@2026-04-30', '000.00.00.H19'],
    ['H29.21', 'Ủy ban nhân dân Quận 1', '760@start', '000.00.21.H29'],
    ['H26.101', 'Ủy ban nhân dân phường Ba Đình', '00004@2025-07-01', null],
    ['H26.05.01', 'Trường Trung học phổ thông chuyên thành phố Hà Nội', '01@start', '000.01.05.H26'],
  ])('%s is %s', (code, name, unitId, legacy) => {
    expect(byId.get(code)).toMatchObject({ name, unitId, legacyCode: legacy });
  });

  it('serve a unit of their level that is valid on their last day', () => {
    const levels = { PROVINCIAL: 'PROVINCE', DISTRICT: 'DISTRICT', COMMUNE: 'COMMUNE' } as const;
    for (const { id, level, unitId, validTo } of agencies) {
      if (level === 'CENTRAL') {
        expect(unitId).toBeNull();
        continue;
      }
      const unit = unitById.get(unitId ?? '');
      expect([id, unit?.level]).toEqual([id, levels[level]]);
      expect(unit && isValidOn(unit, validTo === null ? '2026-12-31' : '2025-06-30')).toBe(true);
    }
  });

  it('put a former district below the committee of its former province', () => {
    const district = agencies.find((agency) => agency.unitId === '132@start');
    expect(district).toMatchObject({
      name: 'Ủy ban nhân dân thành phố Yên Bái',
      parentId: 'H63',
      validTo: '2025-07-01',
    });
  });

  it('give every province of today 13 departments or more, and places for public employees', () => {
    for (const committee of agencies.filter(
      ({ level, parentId, validTo }) => level === 'PROVINCIAL' && !parentId && !validTo,
    )) {
      const departments = agencies.filter((agency) => agency.parentId === committee.id && agency.kind === 'DEPARTMENT');
      expect(departments.length).toBeGreaterThanOrEqual(13);
      const ids = new Set(departments.map((agency) => agency.id));
      const units = agencies.filter(
        (agency) => agency.kind === 'PUBLIC_SERVICE_UNIT' && ids.has(agency.parentId ?? ''),
      );
      expect(units).toHaveLength(5);
    }
  });

  it('have the reversed legacy form only where their levels fit it', () => {
    expect(legacyCode('H38')).toBe('000.00.00.H38');
    expect(legacyCode('G09.20')).toBe('000.00.20.G09');
    expect(legacyCode('H26.101')).toBeNull();
  });
});
