import type { Agency, AgencyService } from './gazetteer.ts';
import { formerProvinces, REFORM } from './provinces.ts';

/**
 * The unit codes that agencies serve, by period. The committee of a merged province, and the bodies below it, served the
 * former province that gave it its agency code until the reform, under that province's code; codes were used again, so
 * without the period Bắc Giang's code (24) would show Bắc Ninh's agencies.
 */
export function agencyServices(agencies: Agency[]): AgencyService[] {
  const former = new Map(formerProvinces().map(({ code, agencyCode }) => [agencyCode, code]));
  return agencies.flatMap((agency): AgencyService[] => {
    const unitCode = agency.unitId?.split('@', 1)[0];
    if (!unitCode) return [];
    const { id: agencyId, validFrom, validTo } = agency;
    const formerCode = former.get(agency.code.split('.', 1)[0] ?? '');
    const livedThroughReform = validFrom === null && validTo === null;
    if (!livedThroughReform || formerCode === undefined) return [{ agencyId, unitCode, validFrom, validTo }];
    return [
      { agencyId, unitCode: formerCode, validFrom: null, validTo: REFORM },
      { agencyId, unitCode, validFrom: REFORM, validTo: null },
    ];
  });
}
