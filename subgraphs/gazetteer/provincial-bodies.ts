import { childCode, legacyCode } from './agency-codes.ts';
import { readFacts } from './facts.ts';
import type { Agency, Unit } from './gazetteer.ts';
import { unitInText } from './peoples-committees.ts';

type Body = { number: string; name: string; name_en: string };

/** The departments of each provincial committee of today, each followed by its public service units. */
export function provincialBodies(committees: Agency[], units: Unit[]): Agency[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const departments = readFacts('provincial-departments', ['number', 'name', 'name_en', 'provinces']);
  const services = readFacts('public-service-units', ['department', 'number', 'name', 'name_en']);
  return committees.flatMap((committee) => {
    const unit = byId.get(committee.unitId ?? '');
    if (!unit) throw new Error(`${committee.id}: expected the unit that it serves`);
    const own = departments.filter((row) => row.provinces === '*' || row.provinces.split(',').includes(committee.code));
    return own.flatMap((row) => {
      const department = body(row, 'DEPARTMENT', committee, unit);
      const below = services.filter((service) => service.department === row.number);
      return [department, ...below.map((service) => body(service, 'PUBLIC_SERVICE_UNIT', department, unit))];
    });
  });
}

function body(row: Body, kind: Agency['kind'], parent: Agency, unit: Unit): Agency {
  const code = childCode(parent.code, row.number);
  return {
    id: code,
    code,
    name: `${row.name} ${unitInText(unit)}`,
    nameEn: `${row.name_en} of ${unit.nameEn}`,
    level: 'PROVINCIAL',
    kind,
    unitId: unit.id,
    parentId: parent.id,
    validFrom: null,
    validTo: null,
    legacyCode: legacyCode(code),
  };
}
