import type { SubjectName } from './subjects.ts';

export type Dimension = 'CORRECT' | 'SUFFICIENT' | 'CLEAN' | 'LIVING';
export type Severity = 'LOW' | 'MEDIUM' | 'HIGH';

/** A text in Vietnamese and English. */
export type Text = { vi: string; en: string };

/** How a detail of a finding is written in its explanation, and what a caller needs to be told it. */
export type Detail = {
  /**
   * In `details` a month is a date of it, a `place` the id of a unit or agency (written with its name), a `code` one of
   * `values`. The plural ones are arrays.
   */
  format:
    | 'text'
    | 'number'
    | 'year'
    | 'coefficient'
    | 'vnd'
    | 'month'
    | 'date'
    | 'place'
    | 'code'
    | 'list'
    | 'months'
    | 'places'
    | 'codes';
  /** What each code means. */
  values?: Readonly<Record<string, Text>>;
  /** What stands for null or an empty list; `?` without it. */
  none?: Text;
  /** INSURANCE and DISCIPLINE are sensitive data; BIRTH tells a date of birth or sex. Without this it is told to whoever sees the finding. */
  sensitive?: 'INSURANCE' | 'DISCIPLINE' | 'BIRTH';
};

/**
 * Records with the same value in a column (of text) of a staged table are compared, in some other columns of it too:
 * `officials.officials` by `identity_hash`, `agency_id` and `sex`.
 */
export type Likeness = { table: string; column: string; compared: readonly string[] };

/**
 * Days on which what a rule finds may turn, a day early or late at most: a run on a new day judges the records of the keys whose
 * `day` lies between, and no others.
 */
export type Turn = {
  /** Staged tables or law, with aliases: `labor_employment.contracts c`. */
  from: string;
  /** SQL of the subject's key there, `c.person_id`; null where it turns for all records. */
  key: string | null;
  /** SQL of the day: `c.expires_on`. */
  day: string;
  /** So many days later. Not part of the SQL: the last day that a date can be has no later one. */
  after?: number;
};

/**
 * A rule of data quality, as data: what it checks, why, and the SQL that finds what breaks it. The SQL reads the staged
 * extracts, each in a schema of its owner's database's name (`officials.salary_steps`), the law as tables
 * (`law.base_salaries`) and `as_of()`, the day as of which the run judges.
 */
export type Rule = {
  /** `official-coefficient`: never used again for another rule. */
  id: string;
  dimension: Dimension;
  severity: Severity;
  /** Whose record is checked, and found wrong. */
  subject: SubjectName;
  /** The staged tables that `applies` and `found` read beside the subject's: `social_security.contributions`. */
  reads: readonly string[];
  title: Text;
  /** What is checked and why it matters, in two or three sentences. */
  about: Text;
  /** The law or the technical standard it follows. */
  source: string;
  /** First day on which it is judged, and the first on which no longer. */
  validFrom: string;
  validTo: string | null;
  /** SQL condition on `r`, a row of the subject: which records are checked. `true` for all. */
  applies: string;
  /**
   * SQL that selects the records that break the rule `from subject r` (the rows to which it applies; other tables joined by the
   * key too, which alone has an index): `id`, and as far as it
   * has them `part` (tells several findings of one record apart, '' by default), `details` (jsonb, the keys of `details`
   * below) and `correction` (jsonb, `{ "field": "unit", "values": [...], "certain": true }`).
   */
  found: string;
  /** What a finding tells. */
  details: Record<string, Detail>;
  /** What a finding says, with `{key}` for a detail. It stands alone: what was found, what was expected, and what to change, and where. */
  explanation: { found: Text; expected: Text; action: Text };
  /**
   * Which of its subject's records a change can touch: `OWN` those of the changed keys (persons, employers); a likeness also
   * those that are like one of them; `ALL` any, because the rule counts over records of many keys: judged whole in each run.
   */
  touches: 'OWN' | 'ALL' | Likeness;
  /** The days on which a verdict may turn though no record has changed: none where it does not ask `as_of()`. */
  turns: readonly Turn[];
  /** REGISTER: it judges what a comparison with the population register left, and does not run where that of its run failed. */
  needs?: 'REGISTER';
};
