import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

export const qualityDimension = pgEnum('quality_dimension', ['CORRECT', 'SUFFICIENT', 'CLEAN', 'LIVING']);
export const ruleSeverity = pgEnum('rule_severity', ['LOW', 'MEDIUM', 'HIGH']);
export const findingState = pgEnum('finding_state', ['OPEN', 'RESOLVED', 'WAIVED']);
export const runKind = pgEnum('run_kind', ['FULL', 'INCREMENTAL']);
export const runState = pgEnum('run_state', ['RUNNING', 'COMPLETED', 'ABANDONED']);
export const ruleRunState = pgEnum('rule_run_state', ['JUDGED', 'NOT_RUN', 'FAILED']);

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });
const count = (name: string) => integer(name).notNull();

/** One run of the rules; RUNNING until its end, also after a kill: the next one resumes it. */
export const qualityRuns = pgTable('quality_runs', {
  id: uuid('id').primaryKey(),
  kind: runKind('kind').notNull(),
  state: runState('state').notNull(),
  /** The day as of which it judges. */
  asOf: date('as_of').notNull(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at'),
});

/** What a run did with each rule. NOT_RUN names why: a database that did not answer. FAILED: PostgreSQL refused its SQL. Of neither has anything changed. */
export const ruleRuns = pgTable(
  'rule_runs',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => qualityRuns.id),
    ruleId: text('rule_id').notNull(),
    state: ruleRunState('state').notNull(),
    /** The databases that did not answer; `population-register` where no record was compared with it. */
    missing: text('missing').array().notNull().default(sql`'{}'`),
    /** Records to which the rule applies, and those that break it, after the run. */
    checked: count('checked'),
    found: count('found'),
    /** Findings that came, also again, and that went by this run. */
    added: count('added'),
    resolved: count('resolved'),
    milliseconds: count('milliseconds'),
    finishedAt: instant('finished_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.ruleId] }), index('rule_runs_rule').on(t.ruleId, t.finishedAt.desc())],
);

/** How far each database has been staged (run/staging.ts), and until which change. */
export const stagedSources = pgTable('staged_sources', {
  database: text('database').primaryKey(),
  /** The run that staged it last. */
  runId: uuid('run_id').notNull(),
  epoch: text('epoch').notNull(),
  xid: text('xid').notNull(),
  /** Names and types of what was staged: when they change, it is staged anew. */
  shape: text('shape').notNull(),
  rows: bigint('rows', { mode: 'number' }).notNull(),
  stagedAt: instant('staged_at').notNull(),
});

/** One record that breaks a rule. The id is made of rule, record and part, so it is the same in every run. */
export const findings = pgTable(
  'findings',
  {
    id: uuid('id').primaryKey(),
    ruleId: text('rule_id').notNull(),
    dimension: qualityDimension('dimension').notNull(),
    severity: ruleSeverity('severity').notNull(),
    /** The subgraph that holds the record. */
    database: text('database').notNull(),
    /** Entity of the graph and its key. */
    entity: text('entity').notNull(),
    recordId: text('record_id').notNull(),
    part: text('part').notNull(),
    personId: uuid('person_id'),
    /** The first part of the owning agency's code. */
    ownerId: text('owner_id').notNull(),
    agencyId: text('agency_id'),
    unitId: text('unit_id'),
    provinceId: text('province_id'),
    state: findingState('state').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    correction: jsonb('correction').$type<Correction>(),
    /** Of the record and the details: when it changes, a waiver no longer holds. */
    fingerprint: text('fingerprint').notNull(),
    firstSeenAt: instant('first_seen_at').notNull(),
    /** While it is open: the last run that judged its rule, told by rule_runs. */
    resolvedAt: instant('resolved_at'),
  },
  (t) => [
    index('findings_by_first_seen').on(t.firstSeenAt, t.id),
    index('findings_by_severity').on(t.severity, t.id),
    index('findings_by_state').on(t.state, t.firstSeenAt, t.id),
    index('findings_by_rule').on(t.ruleId, t.state, t.firstSeenAt, t.id),
    index('findings_by_database').on(t.database, t.firstSeenAt, t.id),
    index('findings_by_entity').on(t.entity, t.recordId),
    index('findings_by_person').on(t.personId),
    index('findings_by_unit').on(t.unitId, t.firstSeenAt, t.id),
    index('findings_by_province').on(t.provinceId, t.firstSeenAt, t.id),
    index('findings_by_agency').on(t.agencyId.op('text_pattern_ops')),
    index('findings_by_owner').on(t.ownerId, t.firstSeenAt, t.id),
  ],
);

/** Who decided that a finding is none, and why, and who took that back. It holds while it was not and the finding's fingerprint stays. */
export const waivers = pgTable(
  'waivers',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    findingId: uuid('finding_id')
      .notNull()
      .references(() => findings.id),
    fingerprint: text('fingerprint').notNull(),
    reason: text('reason').notNull(),
    /** The token's subject. */
    waivedBy: text('waived_by').notNull(),
    waivedAt: instant('waived_at').notNull().defaultNow(),
    /** The token's subject; null while it was not taken back. */
    withdrawnBy: text('withdrawn_by'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [
    uniqueIndex('waivers_standing').on(t.findingId, t.fingerprint).where(sql`withdrawn_at is null`),
    index('waivers_by_finding').on(t.findingId, t.waivedAt.desc()),
    check(
      'waivers_reason',
      sql`char_length(regexp_replace(reason, '[[:space:]]', '', 'g')) >= 10 and char_length(reason) <= 1000`,
    ),
    check('waivers_reason_numbers', sql`reason !~ '([0-9][ .-]*){9}'`),
    check('waivers_withdrawn', sql`(withdrawn_by is null) = (withdrawn_at is null)`),
  ],
);

/**
 * How many records each rule checked, and how many are open or waived, in one place: what scores are summed of. A row holds
 * from one run to the one that found other numbers, so a score of any past day is a sum over the rows of that time.
 */
export const qualityCells = pgTable(
  'quality_cells',
  {
    ruleId: text('rule_id').notNull(),
    ownerId: text('owner_id').notNull(),
    /** '' where a record has none. */
    agencyId: text('agency_id').notNull(),
    unitId: text('unit_id').notNull(),
    provinceId: text('province_id').notNull(),
    checked: count('checked'),
    open: count('open'),
    waived: count('waived'),
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to'),
  },
  (t) => [
    primaryKey({ columns: [t.ruleId, t.ownerId, t.agencyId, t.unitId, t.provinceId, t.validFrom] }),
    index('quality_cells_now').on(t.ruleId).where(sql`valid_to is null`),
    index('quality_cells_by_unit').on(t.unitId),
    index('quality_cells_by_province').on(t.provinceId),
    index('quality_cells_by_agency').on(t.agencyId.op('text_pattern_ops')),
  ],
);

/** Who keeps records up to date: officials in service of an owner, and those whose last update came by the legal deadline, after a run. */
export const participation = pgTable(
  'participation',
  {
    ownerId: text('owner_id').notNull(),
    asOf: date('as_of').notNull(),
    records: count('records'),
    /** Of the records with a decision since the duty began: those updated in time. */
    due: count('due'),
    inTime: count('in_time'),
    lastUpdatedAt: instant('last_updated_at'),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.asOf] })],
);

/** Names of units and agencies as of the last run, for explanations that stand alone. Public. */
export const placeNames = pgTable('place_names', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
});

export type Correction = { field: string; values: string[]; certain: boolean };
export type FindingRow = typeof findings.$inferSelect;
export type WaiverRow = typeof waivers.$inferSelect;
export type QualityRunRow = typeof qualityRuns.$inferSelect;
export type RuleRunRow = typeof ruleRuns.$inferSelect;
