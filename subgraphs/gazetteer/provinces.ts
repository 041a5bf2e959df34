import { readFacts } from './facts.ts';
import { splitFullName } from './naming.ts';

/** The day the two-level local government began (202/2025/QH15, 203/2025/QH15). */
export const REFORM = '2025-07-01';

/** A province of 30 June 2025 with the identification code of its People's Committee. */
export type FormerProvince = { code: string; fullName: string; agencyCode: string };

/** A province of 1 July 2025: what it was made of, the resolution on its communes, the identification code of its committee. */
export type ReformProvince = FormerProvince & { former: string[]; unchanged: boolean; resolution: string };

/** The 63 provinces of 30 June 2025. */
export function formerProvinces(): FormerProvince[] {
  return readFacts('former-provinces', ['code', 'full_name', 'agency_code']).map((row) => ({
    code: row.code,
    fullName: row.full_name,
    agencyCode: row.agency_code,
  }));
}

/**
 * The 34 provinces of 1 July 2025; the 11 that nothing was merged into are `unchanged`.
 * A merged province's committee keeps the code of the former province whose name it bears.
 */
export function reformProvinces(): ReformProvince[] {
  const formerByCode = new Map(formerProvinces().map((province) => [province.code, province]));
  return readFacts('provinces', ['code', 'full_name', 'former', 'resolution']).map((row) => {
    const former = row.former.split(',');
    const namesake = former.map((code) => formerByCode.get(code)).find((p) => p && sameName(p.fullName, row.full_name));
    if (!namesake)
      throw new Error(`facts/provinces.tsv: expected ${row.full_name} among its former provinces ${former}`);
    return {
      code: row.code,
      fullName: row.full_name,
      agencyCode: namesake.agencyCode,
      former,
      unchanged: row.former === row.code,
      resolution: row.resolution,
    };
  });
}

function sameName(a: string, b: string): boolean {
  return splitFullName(a, 'PROVINCE').name === splitFullName(b, 'PROVINCE').name;
}
