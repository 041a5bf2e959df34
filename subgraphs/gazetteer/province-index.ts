import { buildGazetteer } from './gazetteer.ts';

/**
 * The province above each unit, as `province_id` holds it: for a unit that exists the province's row of today (a province
 * that became a city has an earlier row too), for a former unit the province it was last in.
 *
 * @returns null for a unit that the gazetteer does not have
 */
export function provinceIndex(): (unitId: string) => string | null {
  const { units } = buildGazetteer();
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const today = new Map(
    units.filter(({ level, validTo }) => level === 'PROVINCE' && validTo === null).map(({ code, id }) => [code, id]),
  );
  const index = new Map<string, string>();
  for (const unit of units) {
    let top = unit;
    for (let parent = unit.parentId; parent !== null; parent = top.parentId) {
      const above = byId.get(parent);
      if (!above) throw new Error(`unit ${top.id}: parent ${parent} is not in the gazetteer`);
      top = above;
    }
    index.set(unit.id, unit.validTo === null ? (today.get(top.code) ?? top.id) : top.id);
  }
  return (unitId) => index.get(unitId) ?? null;
}
