import { mend } from './corrections.ts';
import { readFacts } from './facts.ts';
import type { SuccessionExtent } from './gazetteer.ts';

const columns = ['former_commune_code', 'successor_commune_code', 'extent'] as const;
const extents: readonly string[] = [
  'WHOLE',
  'ALL_POPULATION_PART_OF_AREA',
  'PART',
  'PART_OF_AREA',
  'PART_OF_POPULATION',
] satisfies SuccessionExtent[];

/** A commune that took over something of a split one, and how much. */
export type CommunePart = { code: string; extent: SuccessionExtent };

/** The 439 former communes that were divided, by code (conversion table of letter 1027/CTK-CSCL). */
export function communeSplits(): Map<string, CommunePart[]> {
  const rows = mend('commune-splits', 'former_commune_code', readFacts('commune-splits', columns));
  const splits = new Map<string, CommunePart[]>();
  for (const { former_commune_code, successor_commune_code: code, extent } of rows) {
    if (!extents.includes(extent)) throw new Error(`commune-splits.tsv: expected an extent, found ${extent}`);
    const parts = splits.get(former_commune_code) ?? [];
    splits.set(former_commune_code, [...parts, { code, extent: extent as SuccessionExtent }]);
  }
  return splits;
}
