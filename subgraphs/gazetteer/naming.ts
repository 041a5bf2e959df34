import type { Unit, UnitKind, UnitLevel } from './gazetteer.ts';

/** Vietnamese word of each kind, as it stands before a full name. */
export const kindWords: Record<UnitKind, string> = {
  PROVINCE: 'Tỉnh',
  CITY: 'Thành phố',
  URBAN_DISTRICT: 'Quận',
  RURAL_DISTRICT: 'Huyện',
  TOWN: 'Thị xã',
  PROVINCIAL_CITY: 'Thành phố',
  COMMUNE: 'Xã',
  WARD: 'Phường',
  TOWNSHIP: 'Thị trấn',
  SPECIAL_ZONE: 'Đặc khu',
};

const englishWords: Record<UnitKind, string> = {
  PROVINCE: 'Province',
  CITY: 'City',
  URBAN_DISTRICT: 'District',
  RURAL_DISTRICT: 'District',
  TOWN: 'Town',
  PROVINCIAL_CITY: 'City',
  COMMUNE: 'Commune',
  WARD: 'Ward',
  TOWNSHIP: 'Township',
  SPECIAL_ZONE: 'Special Zone',
};

const kindsOfLevel: Record<UnitLevel, UnitKind[]> = {
  PROVINCE: ['PROVINCE', 'CITY'],
  DISTRICT: ['URBAN_DISTRICT', 'RURAL_DISTRICT', 'TOWN', 'PROVINCIAL_CITY'],
  COMMUNE: ['COMMUNE', 'WARD', 'TOWNSHIP', 'SPECIAL_ZONE'],
};

/** "Phường 12" at the level of communes: { kind: WARD, name: "12" }. Throws for a full name without a kind of that level. */
export function splitFullName(fullName: string, level: UnitLevel): { kind: UnitKind; name: string } {
  const kind = kindsOfLevel[level].find((candidate) => fullName.startsWith(`${kindWords[candidate]} `));
  if (!kind) throw new Error(`expected a kind of ${level} before the name "${fullName}"`);
  return { kind, name: fullName.slice(kindWords[kind].length + 1) };
}

/** Without diacritics: "Đắk R'Lấp" -> "Dak R'Lap". */
export function transliterate(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '');
  return bare.replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

/** "Sai Gon Ward"; numbered units read the other way about: "Ward 12", "Ward 1 Bao Loc". */
function englishName(name: string, kind: UnitKind): string {
  const word = englishWords[kind];
  return /^\d+( |$)/.test(name) ? `${word} ${transliterate(name)}` : `${transliterate(name)} ${word}`;
}

/** The row of a unit from what the lists tell of it. */
export function makeUnit(
  fullName: string,
  unit: Pick<Unit, 'code' | 'level' | 'parentId' | 'validFrom' | 'validTo'>,
): Unit {
  const { kind, name } = splitFullName(fullName, unit.level);
  return { id: unitId(unit.code, unit.validFrom), ...unit, name, fullName, nameEn: englishName(name, kind), kind };
}

/** `26740@2025-07-01`, or `26734@start` where the beginning is not recorded. */
export function unitId(code: string, validFrom: string | null): string {
  return `${code}@${validFrom ?? 'start'}`;
}
