import type { Planned } from './counting.ts';

/**
 * Has the rules that judge records of a subject each by itself look at the same ones, whatever of them has changed for which of
 * these rules: the keys and rows are then looked up once for all. A record that is judged once more is judged alike.
 */
export function shareKeys(plan: readonly Planned[]): Planned[] {
  const isShared = ({ rule, scope }: Planned) => scope.kind === 'CHANGED' && rule.touches === 'OWN';
  const bySubject = Map.groupBy(plan.filter(isShared), ({ rule }) => rule.subject);
  const keysOf = ({ scope }: Planned) => (scope.kind === 'CHANGED' ? scope.keys : []);
  return plan.map((planned) => {
    const { rule, scope } = planned;
    if (scope.kind !== 'CHANGED' || !isShared(planned)) return planned;
    const keys = [...new Set((bySubject.get(rule.subject) ?? []).flatMap(keysOf))].sort();
    return { ...planned, scope: { ...scope, keys } };
  });
}
