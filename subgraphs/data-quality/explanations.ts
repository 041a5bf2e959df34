import DataLoader from 'dataloader';
import type { Database } from '../kit/database.ts';
import { isAnyOf } from '../kit/look-up.ts';
import { findRule } from './rule-list.ts';
import { type FindingRow, placeNames } from './tables.ts';
import { type Caller, mayReveal } from './visibility.ts';

/** What stands for a value that the caller may not be told. */
export const concealed = '•••';

/** The proposed correction as the caller may be told it: under the field's own rule where it is a detail too, else under the strictest of the rule. */
export function correctionOf(row: FindingRow, caller: Caller) {
  if (!row.correction) return null;
  const { field, values, certain } = row.correction;
  const details = findRule(row.ruleId)?.details ?? {};
  const kinds = details[field] ? [details[field].sensitive] : Object.values(details).map(({ sensitive }) => sensitive);
  const isTold = kinds.every((kind) => kind === undefined || mayReveal(caller, kind));
  return { field, values: isTold ? values.map(String) : values.map(() => concealed), isCertain: certain };
}

/** The names of units and agencies by id, null for what is none; one statement a batch. */
export function placeNameById(db: Database): DataLoader<string, string | null> {
  return new DataLoader(async (ids) => {
    const rows = await db.select().from(placeNames).where(isAnyOf(placeNames.id, ids));
    const byId = new Map(rows.map(({ id, name }) => [id, name]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

const placeId = /^(\d{2}|\d{3}|\d{5})@(start|\d{4}-\d{2}-\d{2})$|^[A-Z]\d{2}(\.[0-9A-Z]+)*$/;

/** What in a finding is the id of a unit or an agency, and may be named: its own places and those in its details. */
export function placesOf({ details, correction, ownerId, agencyId, unitId, provinceId }: FindingRow): string[] {
  const values = [
    ownerId,
    agencyId,
    unitId,
    provinceId,
    ...Object.values(details).flat(),
    ...(correction?.values ?? []),
  ];
  return [...new Set(values.filter((value): value is string => typeof value === 'string' && placeId.test(value)))];
}
