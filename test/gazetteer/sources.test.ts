import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { mend } from '../../subgraphs/gazetteer/corrections.ts';
import { readFacts } from '../../subgraphs/gazetteer/facts.ts';
import { buildGazetteer } from '../../subgraphs/gazetteer/gazetteer.ts';

// Both are CommonJS with an ESM build that Node cannot name-import.
const load = createRequire(import.meta.url);
const { units } = buildGazetteer();

describe('the gazetteer against other lists', () => {
  it('has the communes of new-vn-provinces, code, province and spelling alike', async () => {
    const { Wards } = load('new-vn-provinces');
    const list: { idWard: string; idProvince: string; name: string }[] = await Wards.getAllWards();
    const ours = units.filter((unit) => unit.level === 'COMMUNE' && unit.validFrom === '2025-07-01');
    expect(ours.map((unit) => `${unit.code} ${unit.parentId?.slice(0, 2)} ${unit.fullName}`).sort()).toEqual(
      list.map((ward) => `${ward.idWard} ${ward.idProvince} ${ward.name}`).sort(),
    );
  });

  it('has the districts of vietnam-provinces-js but for two kinds and stray spaces and capitals', async () => {
    const { Districts } = load('vietnam-provinces-js');
    const list: { idDistrict: string; idProvince: string; name: string }[] = await Districts.getAllDistricts();
    const ours = new Map(units.filter((unit) => unit.level === 'DISTRICT').map((unit) => [unit.code, unit]));
    expect(ours.size).toBe(list.length);
    const squeezed = (name = '') => name.replaceAll(' ', '').toLowerCase();
    const differ = list.filter(({ idDistrict, idProvince, name }) => {
      const unit = ours.get(idDistrict);
      return unit?.parentId !== `${idProvince}@start` || squeezed(unit.fullName) !== squeezed(name);
    });
    expect(differ.map((district) => district.name).sort()).toEqual(['Huyện Mộc Châu', 'Thị xã Phú Mỹ']);
  });

  it('has 3,315 codes of today that were codes before, too', () => {
    const before = new Set(units.filter((unit) => unit.validFrom === null).map((unit) => unit.code));
    const made = units.filter((unit) => unit.level === 'COMMUNE' && unit.validFrom === '2025-07-01');
    const fresh = made.filter((unit) => !before.has(unit.code)).map((unit) => unit.code);
    // The five zones and Ba Chẽ (06978, where the draft said 06970).
    expect(fresh.sort()).toEqual(['06978', '11948', '19742', '20333', '21548', '26732']);
  });
});

describe('reading facts', () => {
  it('refuses a table without the columns asked for', () => {
    expect(() => readFacts('special-zones', ['zone', 'province'])).toThrow('expected the columns zone, province');
  });

  it('refuses a correction that finds nothing to mend', () => {
    expect(() => mend('wards', 'ward_code', [{ ward_code: '00004', name: 'Phường Ba Đình' }])).toThrow(
      'expected wards.ward_code "06970" at *, found none',
    );
  });
});
