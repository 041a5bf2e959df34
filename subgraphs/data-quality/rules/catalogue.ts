import { agencyRules } from './agencies.ts';
import { completenessRules } from './completeness.ts';
import { contractRules } from './contracts.ts';
import { duplicateRules } from './duplicates.ts';
import { employerRules } from './employers.ts';
import { identityRules } from './identity.ts';
import { identityNumberRules } from './identity-numbers.ts';
import { insuranceRules } from './insurance.ts';
import { insuredPayRules } from './insured-pay.ts';
import { labourRules } from './labour.ts';
import { payRules } from './pay.ts';
import { pensionRules } from './pensions.ts';
import { ratingRules } from './ratings.ts';
import { registerRules } from './register.ts';
import type { Rule } from './rule.ts';
import { subjects } from './subjects.ts';
import { timelinessRules } from './timeliness.ts';
import { unitRules } from './units.ts';

/** All rules, in the order in which a run judges and shows them. */
export const rules: readonly Rule[] = [
  ...identityNumberRules,
  ...identityRules,
  ...registerRules,
  ...payRules,
  ...insuredPayRules,
  ...insuranceRules,
  ...pensionRules,
  ...labourRules,
  ...contractRules,
  ...employerRules,
  ...ratingRules,
  ...agencyRules,
  ...completenessRules,
  ...duplicateRules,
  ...unitRules,
  ...timelinessRules,
];

/** The staged tables that a rule reads, its subject's among them: `officials.salary_steps`. */
export const tablesOf = ({ subject, reads }: Rule): string[] => [...new Set([...subjects[subject].reads, ...reads])];

/** The databases (subgraphs) that a rule reads, in the order of their names: more than one where it crosses them. */
export const databasesOf = (rule: Rule): string[] =>
  [...new Set(tablesOf(rule).map((table) => (table.split('.', 1)[0] as string).replaceAll('_', '-')))].sort();
