import { describe, expect, it } from 'vitest';
import { isValidOn } from '../../subgraphs/gazetteer/current-units.ts';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';
import { assertUnits } from '../../subgraphs/gazetteer/integrity.ts';

const { units } = buildGazetteer();
const byId = new Map(units.map((unit) => [unit.id, unit]));
const on = (code: string, date: string) => units.filter((unit) => unit.code === code && isValidOn(unit, date));

describe('a code over time', () => {
  // Decision 19/2025/QĐ-TTg against the list of before: these codes changed hands between partners of a merger.
  it.each([
    ['15', 'Tỉnh Yên Bái', 'Tỉnh Lào Cai'],
    ['24', 'Tỉnh Bắc Giang', 'Tỉnh Bắc Ninh'],
    ['44', 'Tỉnh Quảng Bình', 'Tỉnh Quảng Trị'],
    ['52', 'Tỉnh Bình Định', 'Tỉnh Gia Lai'],
    ['80', 'Tỉnh Long An', 'Tỉnh Tây Ninh'],
    ['82', 'Tỉnh Tiền Giang', 'Tỉnh Đồng Tháp'],
    ['91', 'Tỉnh Kiên Giang', 'Tỉnh An Giang'],
    ['26737', 'Phường Đa Kao', 'Phường Tân Định'],
  ])('%s was %s and is %s from 2025-07-01', (code, before, after) => {
    expect(on(code, '2025-06-30').map((unit) => unit.fullName)).toEqual([before]);
    expect(on(code, '2025-07-01').map((unit) => unit.fullName)).toEqual([after]);
  });

  it('keeps one row for the 11 provinces that nothing was merged into', () => {
    const kept = units.filter((unit) => unit.level === 'PROVINCE' && !unit.validFrom && unit.validTo !== '2025-07-01');
    expect(kept.map((unit) => unit.id).sort()).toEqual(
      ['01', '04', '11', '12', '14', '20', '22', '38', '40', '42', '46'].map((code) => `${code}@start`),
    );
  });

  it('gives every commune of today a new row, also where only the district above it went', () => {
    const [before, after] = [byId.get('11948@2025-07-01'), byId.get('26732@2025-07-01')];
    expect([before?.fullName, after?.fullName]).toEqual(['Đặc khu Bạch Long Vĩ', 'Đặc khu Côn Đảo']);
    expect(on('23938', '2025-06-30').map((unit) => unit.id)).toEqual(['23938@start']);
    expect(on('23938', '2025-07-01').map((unit) => unit.id)).toEqual(['23938@2025-07-01']);
  });

  it('begins a new row on the day that a unit changes its kind', () => {
    expect(on('75', '2026-04-29')[0]).toMatchObject({ id: '75@2025-07-01', fullName: 'Tỉnh Đồng Nai' });
    expect(on('75', '2026-04-30')[0]).toMatchObject({
      id: '75@2026-04-30',
      fullName: 'Thành phố Đồng Nai',
      kind: 'CITY',
    });
    expect(on('22', '2026-08-31')[0]?.id).toBe('22@start');
    expect(on('22', '2026-09-01')[0]?.nameEn).toBe('Quang Ninh City');
    expect(on('25270', '2026-04-30')[0]).toMatchObject({ kind: 'WARD', parentId: '75@2026-04-30' });
    expect(on('07294', '2026-09-19')[0]).toMatchObject({ kind: 'COMMUNE', parentId: '24@2025-07-01' });
  });

  it('has at most one row of a code on any day', () => {
    const days = ['2025-06-30', '2025-07-01', '2026-04-30', '2026-09-01', '2026-09-20', '2027-01-01'];
    for (const day of days) {
      const codes = units.filter((unit) => isValidOn(unit, day)).map((unit) => unit.code);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  it('names a parent of the level above that is valid when the row begins', () => {
    const wrong = units.filter((unit) => {
      if (unit.level === 'PROVINCE') return unit.parentId !== null;
      const parent = byId.get(unit.parentId ?? '');
      const level = unit.level === 'COMMUNE' && unit.validFrom === null ? 'DISTRICT' : 'PROVINCE';
      return parent?.level !== level || !isValidOn(parent, unit.validFrom ?? '2025-06-30');
    });
    expect(wrong).toEqual([]);
  });

  it('refuses rows of one code that overlap, and a parent that is not there', () => {
    const [province] = units.filter((unit) => unit.id === '04@start');
    if (!province) throw new Error('expected Cao Bằng');
    const twin = { ...province, id: '04@2025-07-01', validFrom: '2025-07-01' };
    expect(() => assertUnits([province, twin])).toThrow('04@start and 04@2025-07-01 not to overlap');
    expect(() => assertUnits([province, { ...province, validTo: '2025-07-01' }])).toThrow('2 different ids');
    const orphan = { ...province, id: '1@start', code: '1', level: 'COMMUNE' as const, parentId: '99@start' };
    expect(() => assertUnits([province, orphan])).toThrow('expected a valid parent 99@start');
  });
});
