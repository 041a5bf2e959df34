import { childCode, legacyCode } from './agency-codes.ts';
import type { Agency, AgencyLevel, Unit } from './gazetteer.ts';
import { kindWords, unitId } from './naming.ts';
import { formerProvinces, REFORM, reformProvinces } from './provinces.ts';

/** Numbers below a province: departments have 01 to 20, former districts go from here, communes of today from 101. */
const FIRST_DISTRICT = 21;
const FIRST_COMMUNE = 101;

/** The committees of the 34 provinces of today, whose rows go on through the reform, and of the 29 that were absorbed. */
export function provincialCommittees(units: Unit[]): Agency[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const today = new Map(units.filter((unit) => unit.validTo === null).map((unit) => [unit.code, unit]));
  const current = reformProvinces();
  const kept = new Set(current.map((province) => province.agencyCode));
  const absorbed = formerProvinces().filter((province) => !kept.has(province.agencyCode));
  return [
    ...current.map(({ code, agencyCode }) => committee(today.get(code), agencyCode, 'PROVINCIAL', null, null)),
    ...absorbed.map(({ code, agencyCode }) =>
      committee(byId.get(unitId(code, null)), agencyCode, 'PROVINCIAL', null, null),
    ),
  ];
}

/** The committees of the former districts and of the communes of today, numbered below their province's by the order of unit codes. */
export function localCommittees(units: Unit[]): Agency[] {
  const former = new Map(formerProvinces().map(({ code, agencyCode }) => [code, agencyCode]));
  const current = new Map(reformProvinces().map(({ code, agencyCode }) => [code, agencyCode]));
  const districts = units.filter((unit) => unit.level === 'DISTRICT');
  const communes = units.filter((unit) => unit.level === 'COMMUNE' && unit.validTo === null);
  return [
    ...numbered(districts, former, FIRST_DISTRICT).map(({ unit, code, parent }) =>
      committee(unit, code, 'DISTRICT', parent, null),
    ),
    ...numbered(communes, current, FIRST_COMMUNE).map(({ unit, code, parent }) =>
      committee(unit, code, 'COMMUNE', parent, REFORM),
    ),
  ];
}

function numbered(units: Unit[], provinceAgencies: Map<string, string>, first: number) {
  const next = new Map<string, number>();
  const inOrder = [...units].sort((a, b) => (a.code < b.code ? -1 : 1));
  return inOrder.map((unit) => {
    const parent = provinceAgencies.get(unit.parentId?.slice(0, 2) ?? '');
    if (!parent) throw new Error(`${unit.id}: expected a province's committee for ${unit.parentId}`);
    const number = next.get(parent) ?? first;
    next.set(parent, number + 1);
    return { unit, code: childCode(parent, number), parent };
  });
}

function committee(
  unit: Unit | undefined,
  code: string,
  level: AgencyLevel,
  parentId: string | null,
  validFrom: string | null,
): Agency {
  if (!unit) throw new Error(`${code}: expected a unit for this People's Committee`);
  return {
    id: code,
    code,
    name: `Ủy ban nhân dân ${unitInText(unit)}`,
    nameEn: `People's Committee of ${unit.nameEn}`,
    level,
    kind: 'PEOPLES_COMMITTEE',
    unitId: unit.id,
    parentId,
    validFrom,
    // A committee of today outlives its unit's rows: only those that the reform ended have an end.
    validTo: unit.validTo,
    legacyCode: legacyCode(code),
  };
}

/** As written inside a text: "phường Sài Gòn", but "Quận 1". */
export function unitInText(unit: Unit): string {
  return /^\d/.test(unit.name) ? unit.fullName : `${kindWords[unit.kind].toLowerCase()} ${unit.name}`;
}
