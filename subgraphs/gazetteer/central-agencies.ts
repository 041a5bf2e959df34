import { childCode, legacyCode } from './agency-codes.ts';
import { readFacts } from './facts.ts';
import type { Agency, AgencyKind } from './gazetteer.ts';

const kinds: readonly string[] = [
  'MINISTRY',
  'MINISTERIAL_LEVEL_AGENCY',
  'GOVERNMENT_AGENCY',
  'OTHER_CENTRAL_BODY',
] satisfies AgencyKind[];

/** The 28 ministries and sectors, each followed by its units, numbered in the order of the facts. */
export function centralAgencies(): Agency[] {
  const departments = Map.groupBy(readFacts('central-departments', ['agency', 'name', 'name_en']), (row) => row.agency);
  return readFacts('central-agencies', ['code', 'kind', 'name', 'name_en', 'valid_from']).flatMap((row) => {
    if (!kinds.includes(row.kind)) throw new Error(`central-agencies.tsv: expected a kind, found ${row.kind}`);
    const validFrom = row.valid_from || null;
    const agency = centralAgency(row.code, row.kind as AgencyKind, row.name, row.name_en, validFrom, null);
    const units = (departments.get(row.code) ?? []).map(({ name, name_en }, index) =>
      centralAgency(
        childCode(row.code, index + 1),
        'DEPARTMENT',
        `${name} - ${row.name}`,
        `${name_en}, ${row.name_en}`,
        validFrom,
        row.code,
      ),
    );
    return [agency, ...units];
  });
}

function centralAgency(
  code: string,
  kind: AgencyKind,
  name: string,
  nameEn: string,
  validFrom: string | null,
  parentId: string | null,
): Agency {
  const legacy = legacyCode(code);
  return {
    id: code,
    code,
    name,
    nameEn,
    level: 'CENTRAL',
    kind,
    unitId: null,
    parentId,
    validFrom,
    validTo: null,
    legacyCode: legacy,
  };
}
