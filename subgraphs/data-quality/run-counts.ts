import { publishedOthers } from '../kit/disclosure.ts';
import type { Context } from './resolvers.ts';
import type { RuleRunRow } from './tables.ts';
import { seesFindingsOf } from './visibility.ts';

/** The counts of `type RuleRun`: exactly to who may see what the rule found, to others as numbers of people are told anywhere. */
const told =
  (count: 'checked' | 'found' | 'added' | 'resolved') =>
  (row: RuleRunRow, _: unknown, { caller }: Context): number | null =>
    seesFindingsOf(caller, row.ruleId) ? row[count] : publishedOthers({ others: row[count], people: row[count] });

export const runCounts = {
  checked: told('checked'),
  found: told('found'),
  added: told('added'),
  resolved: told('resolved'),
};
