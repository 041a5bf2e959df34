import type { Database } from '../kit/database.ts';
import { type Needs, needsByRule } from './needs.ts';
import type { Detail } from './rules/rule.ts';
import type { Subject } from './rules/subjects.ts';

export type Entity = Subject['entity'];
export type Caller = Database['caller'];

type Sensitive = NonNullable<Detail['sensitive']>;

/** Whether a caller may be told values of a kind: sensitive ones for a declared purpose alone (Law 91/2025/QH15). */
export function mayReveal({ scopes, purpose }: Caller, kind: Sensitive): boolean {
  if (kind === 'BIRTH') return scopes.includes('person:identify');
  return purpose !== null && scopes.includes(kind === 'INSURANCE' ? 'insurance:read' : 'person:sensitive');
}

const isMet = ({ scopes, purpose }: Caller, needs: Needs): boolean =>
  needs.scopes.every((scope) => scopes.includes(scope)) && !(needs.purpose && purpose === null);

/** The ids of the rules whose findings a caller may see, where its jurisdiction reaches them. */
export const visibleRules = (caller: Caller): string[] =>
  [...needsByRule].flatMap(([id, needs]) => (isMet(caller, needs) ? [id] : []));

/** Whether no rule is hidden from a caller. */
export const seesEveryRule = (caller: Caller): boolean =>
  [...needsByRule.values()].every((needs) => isMet(caller, needs));

/**
 * Whether a caller may see all findings of a rule within its jurisdiction, and so how many there are. What a rule read that the
 * catalogue has no longer, nobody knows: its findings are for who may see all.
 */
export function seesFindingsOf(caller: Caller, ruleId: string): boolean {
  const needs = needsByRule.get(ruleId);
  return needs ? isMet(caller, needs) : seesEveryRule(caller);
}
