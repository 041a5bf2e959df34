import { requireRange } from '../kit/conditions.ts';
import type { PageArguments } from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/define-subgraph.ts';
import { requireUuid } from '../kit/errors.ts';
import type { FindingFilter } from './filters.ts';
import { QualityFinding } from './finding-resolvers.ts';
import type { Loaders } from './loaders.ts';
import { databaseName, entityName } from './names.ts';
import { databasesOf, filterRules, findRule, type RuleFilter } from './rule-list.ts';
import type { Rule } from './rules/rule.ts';
import { subjects } from './rules/subjects.ts';
import { runCounts } from './run-counts.ts';
import { type Step, trendDays } from './score-days.ts';
import type { ScoreArguments, ScoreRow } from './scores.ts';
import { unwaive, waive } from './service.ts';
import type { FindingRow, QualityRunRow, RuleRunRow } from './tables.ts';
import type { ParticipationRow } from './update-participation.ts';
import type { Entity } from './visibility.ts';

export type Context = SubgraphContext<Loaders>;

type Key = { id: string };
type Language = { language: 'VI' | 'EN' };
type Found = { state: FindingRow['state'] };
type Trend = { from?: string | null; to?: string | null; step: Step };

const entity = (id: string | null | undefined) => (id ? { id } : null);
const inLanguage = ({ language }: Language) => (language === 'VI' ? 'vi' : 'en');

const Query = {
  qualityRules: (_: unknown, { filter }: { filter?: RuleFilter | null }) => filterRules(filter ?? {}),
  findings: (_: unknown, args: PageArguments<FindingFilter>, { loaders }: Context) => loaders.findings(args),
  finding: (_: unknown, { id }: Key, { loaders }: Context) =>
    loaders.findingById.load(requireUuid(id, 'QualityFinding.id')),
  qualityScores: (_: unknown, { asOf, ...args }: ScoreArguments & { asOf?: string | null }, { loaders }: Context) =>
    loaders.qualityScores(args, asOf ?? null),
  qualityTrend: (_: unknown, { groupBy, filter, ...days }: ScoreArguments & Trend, { loaders }: Context) =>
    loaders.qualityScores({ groupBy, filter: filter ?? null }, trendDays(days)),
  qualityParticipation: (_: unknown, { ownerIds }: { ownerIds?: string[] | null }, { loaders }: Context) =>
    loaders.participation(ownerIds),
  qualityRuns: (_: unknown, { first }: { first?: number | null }, { loaders }: Context) =>
    loaders.runs(requireRange(first ?? 10, 1, 100, 'first')),
};

const Mutation = {
  waiveFinding: (_: unknown, { id, reason }: Key & { reason: string }, { loaders }: Context) =>
    waive(loaders, requireUuid(id, 'QualityFinding.id'), reason),
  unwaiveFinding: (_: unknown, { id }: Key, { loaders }: Context) =>
    unwaive(loaders, requireUuid(id, 'QualityFinding.id')),
};

const QualityRule = {
  subject: ({ subject }: Rule) => entityName(subjects[subject].entity),
  database: ({ subject }: Rule) => databaseName(subjects[subject].database),
  databases: databasesOf,
  title: ({ title }: Rule, args: Language) => title[inLanguage(args)],
  about: ({ about }: Rule, args: Language) => about[inLanguage(args)],
};

/** What this database adds to a kind of record that others hold. */
const recordOf = (type: Entity) => ({
  __resolveReference: (key: object) => key,
  findings: ({ id, taxCode }: { id: string; taxCode: string }, { state }: Found, { loaders }: Context) =>
    loaders.findingsByRecord(type, state).load(type === 'Employer' ? taxCode : id),
});

const QualityScore = {
  database: ({ DATABASE }: ScoreRow) => DATABASE,
  owner: ({ OWNER }: ScoreRow) => entity(OWNER),
  province: ({ PROVINCE }: ScoreRow) => entity(PROVINCE),
  unit: ({ UNIT }: ScoreRow) => entity(UNIT),
  agency: ({ AGENCY }: ScoreRow) => entity(AGENCY),
  dimension: ({ DIMENSION }: ScoreRow) => DIMENSION,
  rule: ({ RULE }: ScoreRow) => (RULE ? findRule(RULE) : null),
};

/** Rows put to the schema; a field that is not named here is the row's property of that name. */
export const resolvers = {
  Query,
  Mutation,
  QualityRule,
  QualityFinding,
  QualityScore,
  QualityParticipation: { owner: ({ ownerId }: ParticipationRow) => entity(ownerId) },
  QualityRun: { rules: ({ id }: QualityRunRow, _: unknown, { loaders }: Context) => loaders.ruleRunsByRunId.load(id) },
  RuleRun: {
    rule: ({ ruleId }: RuleRunRow) => findRule(ruleId),
    missing: ({ missing }: RuleRunRow) => missing.map(databaseName),
    ...runCounts,
  },
  Official: recordOf('Official'),
  Worker: recordOf('Worker'),
  InsuredPerson: recordOf('InsuredPerson'),
  Employer: recordOf('Employer'),
  UnemploymentClaim: recordOf('UnemploymentClaim'),
  Person: {
    __resolveReference: (key: Key) => key,
    findings: ({ id }: Key, { state }: Found, { loaders }: Context) => loaders.findingsByPersonId(state).load(id),
  },
  Agency: {
    ...recordOf('Agency'),
    quality: ({ id }: Key, _: unknown, { loaders }: Context) => loaders.summaryByAgencyId.load(id),
  },
  AdministrativeUnit: {
    __resolveReference: (key: Key) => key,
    quality: ({ id }: Key, _: unknown, { loaders }: Context) => loaders.summaryByPlace.load(id),
  },
};
