import type { Rule, Turn } from '../rules/rule.ts';
import type { Session } from './session.ts';

/** On which records a rule's verdict may have turned between two days: all, none, or those whose keys (as text) are selected. */
export type Turned = 'ALL' | 'NONE' | { keys: string };

/**
 * Which records a rule may judge otherwise on one of some days than on another, though none has changed.
 *
 * @param days yyyy-MM-dd, in any order
 */
export async function findTurned(session: Session, { turns }: Rule, days: readonly string[]): Promise<Turned> {
  const [first = '', last = ''] = [days.toSorted().at(0), days.toSorted().at(-1)];
  if (first === last) return 'NONE';
  // A verdict that turns on the day after the one named has turned too.
  const within = ({ from, day, after = 0 }: Turn) =>
    `from ${from} where ${day} between date '${first}' - ${after + 1} and date '${last}' - ${after} + 1`;
  for (const turn of turns) {
    if (turn.key !== null) continue;
    const [row] = await session.rows<{ any: boolean }>(`select exists (select ${within(turn)}) as any`);
    if (row?.any) return 'ALL';
  }
  const keys = turns.flatMap((turn) =>
    turn.key === null ? [] : [`select (${turn.key})::text as key ${within(turn)}`],
  );
  return keys.length === 0 ? 'NONE' : { keys: keys.join(' union all ') };
}
