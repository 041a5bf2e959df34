import type { StagingPlan } from './plan-staging.ts';

/** Why a database could not be read. Holds no value of a record. */
export type Missing = { database: string; reason: string };

/** What a run did not get where records could not be compared with the population register. */
export const registerName = 'population-register';

/** What a run did with one rule. NOT_RUN and FAILED: nothing of it has changed. */
export type RuleOutcome = { ruleId: string; milliseconds: number } & (
  | {
      state: 'JUDGED';
      /** Whether all records were judged, those that changed, those asked for, or none because nothing had changed. */
      scope: 'WHOLE' | 'CHANGED' | 'PART' | 'NONE';
      checked: number;
      found: number;
      added: number;
      resolved: number;
      /** By this run before it was killed: not judged again. */
      already: boolean;
    }
  | { state: 'NOT_RUN'; missing: Missing[] }
  | { state: 'FAILED'; reason: string }
);

/** What is told while a run goes on. */
export type QualityEvent =
  | { event: 'run'; runId: string; kind: 'FULL' | 'INCREMENTAL'; resumed: boolean; rules: number }
  | { event: 'staging'; database: string; rows: number }
  | { event: 'staged'; database: string; how: StagingPlan['how']; rows: number; milliseconds: number }
  | { event: 'unavailable'; missing: Missing }
  | { event: 'judging'; ruleId: string }
  | { event: 'rule'; outcome: RuleOutcome };

export type QualityOutcome = {
  runId: string;
  kind: 'FULL' | 'INCREMENTAL';
  asOf: string;
  rules: RuleOutcome[];
  milliseconds: number;
};
