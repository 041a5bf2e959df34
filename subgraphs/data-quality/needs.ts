import { rules, tablesOf } from './rules/catalogue.ts';
import type { Rule } from './rules/rule.ts';

/** What a caller must hold to be told something beside `quality:read`: all of the scopes, and a declared purpose where it is needed. */
export type Needs = { scopes: readonly string[]; purpose: boolean };

const nothing: Needs = { scopes: [], purpose: false };
const officials: Needs = { scopes: ['officials:read'], purpose: false };
const labour: Needs = { scopes: ['labour:read'], purpose: false };
const insurance: Needs = { scopes: ['insurance:read'], purpose: false };
const forPurpose = (needs: Needs): Needs => ({ ...needs, purpose: true });

/** What the graph asks for the contents of each staged table (schema/access.md, which a test compares). */
const ofTables: Readonly<Record<string, Needs>> = {
  'administrative_units.units': nothing,
  'administrative_units.successions': nothing,
  'administrative_units.agencies': nothing,
  'officials.officials': officials,
  'officials.salary_steps': officials,
  'officials.ratings': officials,
  'officials.disciplines': { scopes: ['officials:read', 'person:sensitive'], purpose: true },
  'officials.payroll_quotas': nothing,
  'labor_employment.workers': labour,
  'labor_employment.contracts': labour,
  'labor_employment.claims': forPurpose(labour),
  // Any token may read the register of employers itself, but not what is wrong with it.
  'labor_employment.employers': labour,
  'social_security.insured_persons': insurance,
  'social_security.contributions': forPurpose(insurance),
  'social_security.benefits': forPurpose(insurance),
  'social_security.pensions': forPurpose(insurance),
  'social_security.social_pensions': forPurpose(insurance),
  'social_security.elders': forPurpose(insurance),
  'social_security.insurance_numbers': forPurpose(insurance),
};

/** Columns that tell a date of birth, and dates that the law computes from one. */
const datesOfBirth = /\b(birth_date|retirement_date)\b/;

/**
 * Whether a finding tells a date of birth by when it comes. A rule that measures one by the day finds somebody from the day of an
 * age on, and so says what the graph shows with `person:identify` alone: `Official.retirementDate`,
 * `InsuredPerson.socialPensionAgeOn`, the filter `retiringBefore`. That two records differ in one says nothing of either.
 */
const tellsBirth = ({ turns, applies, found }: Rule): boolean =>
  turns.length > 0 && datesOfBirth.test(`${applies} ${found}`);

/**
 * What a caller needs to be told the findings of a rule, or exactly how many there are: what each table that the rule reads asks for,
 * because a finding tells of all of them by being there at all. Throws for a rule that reads a table of which nobody said.
 */
export function needsOf(rule: Rule): Needs {
  const all = tablesOf(rule).map((table) => {
    const needs = ofTables[table];
    if (!needs) throw new Error(`expected what a caller needs for "${table}", which the rule "${rule.id}" reads`);
    return needs;
  });
  const scopes = [...all.flatMap((needs) => needs.scopes), ...(tellsBirth(rule) ? ['person:identify'] : [])];
  return { scopes: [...new Set(scopes)], purpose: all.some(({ purpose }) => purpose) };
}

/** Of every rule in the catalogue, by its id; made at the start, so that a table without an answer stops it there. */
export const needsByRule: ReadonlyMap<string, Needs> = new Map(rules.map((rule) => [rule.id, needsOf(rule)]));
