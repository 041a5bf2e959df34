import { databaseName, entityName } from './names.ts';
import { rules } from './rules/catalogue.ts';
import type { Rule } from './rules/rule.ts';
import { subjects } from './rules/subjects.ts';

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule with this id; null where the catalogue has it no longer. */
export const findRule = (id: string): Rule | null => byId.get(id) ?? null;

/** The staged tables are named `social_security.contributions`. */
const databaseOfTable = (table: string) => databaseName(table.split('.')[0] as string);

/** The databases that a rule reads, by the schema's names, its subject's first. */
export function databasesOf({ subject, reads }: Rule): string[] {
  const { database, reads: own } = subjects[subject];
  return [...new Set([databaseName(database), ...[...own, ...reads].map(databaseOfTable)])].filter(
    (name) => name !== 'LAW',
  );
}

export type RuleFilter = Partial<
  Record<'ids' | 'dimension' | 'severity' | 'subject' | 'databases', readonly string[] | null>
>;

/** The rules that meet a filter, in the catalogue's order. */
export function filterRules({ ids, dimension, severity, subject, databases }: RuleFilter): Rule[] {
  const isOneOf = (wanted: readonly string[] | null | undefined, ...values: string[]) =>
    !wanted || values.some((value) => wanted.includes(value));
  return rules.filter(
    (rule) =>
      isOneOf(ids, rule.id) &&
      isOneOf(dimension, rule.dimension) &&
      isOneOf(severity, rule.severity) &&
      isOneOf(subject, entityName(subjects[rule.subject].entity)) &&
      isOneOf(databases, ...databasesOf(rule)),
  );
}
