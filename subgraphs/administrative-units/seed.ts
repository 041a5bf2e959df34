import { buildGazetteer } from '../gazetteer/gazetteer.ts';
import { row, type SeedRow } from '../kit/seed.ts';
import { administrativeUnits, agencies, agencyUnits, unitSuccessions } from './tables.ts';

/** Not generated: the units, successions and agencies of the gazetteer, whatever the number of officials. */
export function* seed(): Iterable<SeedRow> {
  const gazetteer = buildGazetteer();
  for (const { parentId, ...unit } of gazetteer.units)
    yield row(administrativeUnits, { ...unit, parentCode: codeOf(parentId) });
  for (const succession of gazetteer.successions) yield row(unitSuccessions, succession);
  for (const agency of gazetteer.agencies) yield row(agencies, agency);
  for (const service of gazetteer.agencyServices) yield row(agencyUnits, service);
}

const codeOf = (unitId: string | null) => unitId?.split('@', 1)[0] ?? null;
