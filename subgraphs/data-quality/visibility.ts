import type { Database } from '../kit/database.ts';
import { rules } from './rules/catalogue.ts';
import type { Detail, Rule } from './rules/rule.ts';
import { type Subject, subjects } from './rules/subjects.ts';

export type Entity = Subject['entity'];
export type Caller = Database['caller'];

/** What a finding about a record of each kind needs beside `quality:read`: what the record's own type needs in its database. */
const needs: Record<Entity, { scope: string | null; purpose?: boolean }> = {
  Official: { scope: 'officials:read' },
  Worker: { scope: 'labour:read' },
  Employer: { scope: 'labour:read' },
  UnemploymentClaim: { scope: 'labour:read', purpose: true },
  InsuredPerson: { scope: 'insurance:read' },
  Person: { scope: 'insurance:read' },
  Agency: { scope: null },
};

/** The kinds of record whose findings a caller may see, where its jurisdiction reaches them. */
export function visibleEntities({ scopes, purpose }: Caller): Entity[] {
  return (Object.keys(needs) as Entity[]).filter((entity) => {
    const { scope, purpose: wanted = false } = needs[entity];
    return (scope === null || scopes.includes(scope)) && !(wanted && purpose === null);
  });
}

type Sensitive = NonNullable<Detail['sensitive']>;

/** Whether a caller may be told values of a kind: sensitive ones for a declared purpose alone (Law 91/2025/QH15). */
export function mayReveal({ scopes, purpose }: Caller, kind: Sensitive): boolean {
  if (kind === 'BIRTH') return scopes.includes('person:identify');
  return purpose !== null && scopes.includes(kind === 'INSURANCE' ? 'insurance:read' : 'person:sensitive');
}

const tellsDiscipline = ({ details }: Rule) =>
  Object.values(details).some(({ sensitive }) => sensitive === 'DISCIPLINE');

/** The ids of the rules whose findings say by themselves, without any value, what a caller may not be told. */
export function hiddenRules(caller: Caller): string[] {
  return mayReveal(caller, 'DISCIPLINE') ? [] : rules.filter(tellsDiscipline).map(({ id }) => id);
}

/** Whether a caller may see all findings of a rule within its jurisdiction. */
export function seesRule(caller: Caller): (rule: Rule) => boolean {
  const entities = visibleEntities(caller);
  const hidden = new Set(hiddenRules(caller));
  return ({ id, subject }) => entities.includes(subjects[subject].entity) && !hidden.has(id);
}
