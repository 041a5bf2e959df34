import type { CommuneMapping } from './address-database.ts';
import { readFacts } from './facts.ts';
import type { Unit } from './gazetteer.ts';
import { makeUnit, unitId } from './naming.ts';
import { formerProvinces, REFORM, reformProvinces } from './provinces.ts';

/** The units of 30 June 2025 that ended the day after: merged provinces, all 696 districts, all 10,035 communes. */
export function formerUnits(mappings: CommuneMapping[]): Unit[] {
  const unchanged = new Set(reformProvinces().flatMap((province) => (province.unchanged ? province.code : [])));
  const provinces = formerProvinces();
  const merged = provinces.filter((province) => !unchanged.has(province.code));
  const districts = formerDistricts();
  return [
    ...merged.map(({ code, fullName }) => endedUnit(fullName, { code, level: 'PROVINCE', parentId: null })),
    ...districts,
    ...formerCommunes(mappings, provinces, districts),
  ];
}

function formerDistricts(): Unit[] {
  return readFacts('former-districts', ['code', 'province', 'full_name']).map(({ code, province, full_name }) =>
    endedUnit(full_name, { code, level: 'DISTRICT', parentId: unitId(province, null) }),
  );
}

/** The mappings name the district instead of giving its code: it is found by its province and its name. */
function formerCommunes(
  mappings: CommuneMapping[],
  provinces: { code: string; fullName: string }[],
  districts: Unit[],
): Unit[] {
  const provinceIds = new Map(provinces.map(({ code, fullName }) => [fullName, unitId(code, null)]));
  const districtIds = new Map(districts.map((unit) => [`${unit.parentId} ${unit.fullName}`, unit.id]));
  return mappings.map((row) => {
    const parentId = districtIds.get(`${provinceIds.get(row.old_province_name)} ${row.old_district_name}`);
    if (!parentId) {
      throw new Error(`${row.old_ward_code}: expected a district ${row.old_district_name} in ${row.old_province_name}`);
    }
    return endedUnit(row.old_ward_name, { code: row.old_ward_code, level: 'COMMUNE', parentId });
  });
}

function endedUnit(fullName: string, unit: Pick<Unit, 'code' | 'level' | 'parentId'>): Unit {
  return makeUnit(fullName, { ...unit, validFrom: null, validTo: REFORM });
}
