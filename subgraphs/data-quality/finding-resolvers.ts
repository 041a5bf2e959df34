import { explain } from './explain.ts';
import { correctionOf, placesOf } from './explanations.ts';
import { lastSeenAt } from './last-seen.ts';
import { databaseName, entityName } from './names.ts';
import type { Context } from './resolvers.ts';
import { findRule } from './rule-list.ts';
import type { FindingRow, WaiverRow } from './tables.ts';
import { mayReveal } from './visibility.ts';
import { whereToChange } from './where.ts';

type Language = 'VI' | 'EN';
const entity = (id: string | null) => (id ? { id } : null);

/** `type QualityFinding` of the schema: fields that are not here are the row's own properties. */
export const QualityFinding = {
  __resolveReference: ({ id }: { id: string }, { loaders }: Context) => loaders.findingById.load(id),
  rule: (row: FindingRow) => findRule(row.ruleId),
  database: (row: FindingRow) => databaseName(row.database),
  entity: (row: FindingRow) => entityName(row.entity),
  record: (row: FindingRow) => ({
    __typename: row.entity,
    ...(row.entity === 'Employer' ? { taxCode: row.recordId } : { id: row.recordId }),
  }),
  person: (row: FindingRow) => entity(row.personId),
  owner: (row: FindingRow) => entity(row.ownerId),
  agency: (row: FindingRow) => entity(row.agencyId),
  unit: (row: FindingRow) => entity(row.unitId),
  explanation: async (row: FindingRow, { language }: { language: Language }, { loaders, caller }: Context) => {
    const rule = findRule(row.ruleId);
    if (!rule) return null;
    const places = placesOf(row);
    const found = await loaders.placeNameById.loadMany(places);
    const names = new Map(
      places.flatMap((id, index) => (typeof found[index] === 'string' ? [[id, found[index]] as const] : [])),
    );
    const words = language === 'VI' ? 'vi' : 'en';
    const told = explain(rule, row.details, words, (kind) => mayReveal(caller, kind), names);
    return { ...told, where: whereToChange(row, told.where, names) };
  },
  correction: (row: FindingRow, _: unknown, { caller }: Context) => correctionOf(row, caller),
  lastSeenAt: async (row: FindingRow, _: unknown, { loaders }: Context) =>
    lastSeenAt(row, await loaders.lastJudged.load(row)),
  waiver: async (row: FindingRow, _: unknown, { loaders }: Context) => {
    if (row.state !== 'WAIVED') return null;
    const waivers = await loaders.waiversByFindingId.load(row.id);
    const holds = ({ fingerprint, withdrawnAt }: WaiverRow) => fingerprint === row.fingerprint && withdrawnAt === null;
    return waivers.find(holds) ?? null;
  },
  waivers: (row: FindingRow, _: unknown, { loaders }: Context) => loaders.waiversByFindingId.load(row.id),
};
