import type { CommuneMapping } from './address-database.ts';
import { communeSplits } from './commune-splits.ts';
import { kindChanges } from './current-units.ts';
import { readFacts } from './facts.ts';
import type { Succession, SuccessionExtent, Unit } from './gazetteer.ts';
import { unitId } from './naming.ts';
import { REFORM, reformProvinces } from './provinces.ts';

const PROVINCE_MERGER = '202/2025/QH15';

/** Every succession: of provinces, districts and communes on 1 July 2025, and of the units that changed kind since. */
export function buildSuccessions(units: Unit[], mappings: CommuneMapping[]): Succession[] {
  const resolutions = communeResolutions(units);
  const communes = communeSuccessions(resolutions, mappings);
  return [
    ...provinceSuccessions(),
    ...districtSuccessions(units, communes, resolutions),
    ...communes,
    ...kindChangeSuccessions(units),
  ];
}

function provinceSuccessions(): Succession[] {
  const merged = reformProvinces().filter((province) => !province.unchanged);
  return merged.flatMap(({ code, former }) =>
    former.map((formerCode) =>
      reformSuccession(unitId(formerCode, null), unitId(code, REFORM), 'WHOLE', PROVINCE_MERGER),
    ),
  );
}

function communeSuccessions(resolutions: Map<string, string>, mappings: CommuneMapping[]): Succession[] {
  const splits = communeSplits();
  const successions = mappings.flatMap(({ old_ward_code: code, new_ward_code }) => {
    const parts = splits.get(code) ?? [{ code: new_ward_code, extent: 'WHOLE' as const }];
    splits.delete(code);
    return parts.map((part) => {
      const toId = unitId(part.code, REFORM);
      return reformSuccession(unitId(code, null), toId, part.extent, resolutionOf(toId, resolutions));
    });
  });
  if (splits.size > 0) throw new Error(`commune-splits.tsv: expected former communes, found ${[...splits.keys()]}`);
  return successions;
}

/** A district lives on in the communes that took over its communes; five had none and became special zones. */
function districtSuccessions(units: Unit[], communes: Succession[], resolutions: Map<string, string>): Succession[] {
  const parentIds = new Map(units.map((unit) => [unit.id, unit.parentId]));
  const coverage = new Map<string, Set<string>>();
  const cover = (districtId: string, toId: string) =>
    coverage.set(districtId, (coverage.get(districtId) ?? new Set()).add(toId));
  for (const { fromId, toId } of communes) cover(parentIds.get(fromId) ?? fromId, toId);
  for (const { zone, district } of readFacts('special-zones', ['zone', 'district'])) {
    cover(unitId(district, null), unitId(zone, REFORM));
  }
  return [...coverage].flatMap(([fromId, toIds]) =>
    [...toIds].map((toId) =>
      reformSuccession(fromId, toId, toIds.size === 1 ? 'WHOLE' : 'PART', resolutionOf(toId, resolutions)),
    ),
  );
}

function kindChangeSuccessions(units: Unit[]): Succession[] {
  return kindChanges().map(({ code, from, resolution }) => {
    const before = units.find((unit) => unit.code === code && unit.validTo === from);
    if (!before) throw new Error(`facts/kind-changes.tsv: expected a row of ${code} that ends on ${from}`);
    return { fromId: before.id, toId: unitId(code, from), extent: 'WHOLE', resolution, effectiveFrom: from };
  });
}

/** The resolution that made each commune of 1 July 2025 is its province's. */
function communeResolutions(units: Unit[]): Map<string, string> {
  const ofProvince = new Map(
    reformProvinces().map(({ code, unchanged, resolution }) => [unitId(code, unchanged ? null : REFORM), resolution]),
  );
  const communes = units.filter((unit) => unit.level === 'COMMUNE' && unit.validFrom === REFORM);
  return new Map(communes.map((unit) => [unit.id, ofProvince.get(unit.parentId ?? '') ?? '']));
}

function resolutionOf(communeId: string, resolutions: Map<string, string>): string {
  const resolution = resolutions.get(communeId);
  if (!resolution) throw new Error(`expected a commune ${communeId} with a resolution of its province`);
  return resolution;
}

function reformSuccession(fromId: string, toId: string, extent: SuccessionExtent, resolution: string): Succession {
  return { fromId, toId, extent, resolution, effectiveFrom: REFORM };
}
