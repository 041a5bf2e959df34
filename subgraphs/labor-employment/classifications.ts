import { and, eq, inArray } from 'drizzle-orm';
import { anyOf, requireRange } from '../kit/conditions.ts';
import type { Database } from '../kit/database.ts';
import { badUserInput } from '../kit/errors.ts';
import { type IndustryRow, industries, type OccupationRow, occupations } from './tables.ts';

type ClassificationArguments = { level?: number | null; parentCode?: string | null; codes?: string[] | null };

/** Both lists are kept to the level at which records name them: below it, VSCO and VSIC have a fifth level. */
const deepest = 4;

/** Passes on a level of VSCO or VSIC. */
export function requireLevel(level: number, argument: string): number {
  return requireRange(level, 1, deepest, argument);
}

/** Passes on a code of VSCO (Decision 34/2020/QĐ-TTg); BAD_USER_INPUT for what can be none. */
export function requireOccupationCode(code: string, argument: string): string {
  if (/^\d{1,4}$/.test(code)) return code;
  throw badUserInput(`Argument "${argument}": expected a VSCO code of 1 to 4 digits.`);
}

/** Passes on a code of VSIC (Decisions 27/2018 and 36/2025/QĐ-TTg); BAD_USER_INPUT for what can be none. */
export function requireIndustryCode(code: string, argument: string): string {
  if (/^([A-V]|\d{2,4})$/.test(code)) return code;
  throw badUserInput(`Argument "${argument}": expected a VSIC code: a letter from A to V, or 2 to 4 digits.`);
}

/** Occupations by code; one statement. */
export function occupationList(
  db: Database,
  { level, parentCode, codes }: ClassificationArguments,
): Promise<OccupationRow[]> {
  const ofLevel = level == null ? undefined : eq(occupations.level, requireLevel(level, 'level'));
  const below =
    parentCode == null ? undefined : eq(occupations.parentCode, requireOccupationCode(parentCode, 'parentCode'));
  const listed = codes?.map((code, n) => requireOccupationCode(code, `codes[${n}]`));
  return db
    .select()
    .from(occupations)
    .where(and(ofLevel, below, anyOf(occupations.code, listed, 'codes')))
    .orderBy(occupations.code);
}

/** Industries by code and edition; one statement. */
export function industryList(
  db: Database,
  {
    level,
    parentCode,
    codes,
    edition,
  }: ClassificationArguments & {
    edition?: IndustryRow['edition'] | null;
  },
): Promise<IndustryRow[]> {
  const ofLevel = level == null ? undefined : eq(industries.level, requireLevel(level, 'level'));
  const parents = (code: string) => db.select({ id: industries.id }).from(industries).where(eq(industries.code, code));
  const below =
    parentCode == null
      ? undefined
      : inArray(industries.parentId, parents(requireIndustryCode(parentCode, 'parentCode')));
  const listed = codes?.map((code, n) => requireIndustryCode(code, `codes[${n}]`));
  const ofEdition = edition == null ? undefined : eq(industries.edition, edition);
  return db
    .select()
    .from(industries)
    .where(and(ofLevel, below, anyOf(industries.code, listed, 'codes'), ofEdition))
    .orderBy(industries.code, industries.edition);
}
