import { findRank } from '../law/ranks.ts';
import { dayText, firstDayOf, monthOf, workingDay } from './calendar.ts';
import type { Office } from './offices.ts';
import { decision } from './official-history.ts';
import type { OfficialLife } from './official-life.ts';
import type { Appointment } from './official-record.ts';
import { integer, pick, type Random } from './random.ts';
import type { World } from './world.ts';

const FROM = monthOf('2025-07');
/** No running secondment begins later: decisions of the months after may come later than the last update of a record. */
const LAST_START = monthOf('2026-06');
/** Share of civil servants and public employees in service who came back from a secondment to their agency (assumption). */
const CAME_BACK = 0.02;

/**
 * The secondment (biệt phái) running for those SECONDED, or one of some months that some others have come back from; null for most. It names the
 * receiving agency, while the official stays on the staff of the sending one. At most 3 years: Decree 138/2020/NĐ-CP (as remembered: unsure).
 */
export function secondmentOf(world: World, life: OfficialLife, next: Random): Appointment | null {
  const known = Math.min(LAST_START, monthOf(dayText(life.knownUntil)));
  if (life.status === 'SECONDED') return appointment(world, life, integer(next, FROM, known), null, next);
  const { category, group } = life.position;
  const may = life.status === 'ACTIVE' && category !== 'CAN_BO' && group !== 'SUPPORT' && life.hired < FROM - 24;
  if (!may || next() >= CAME_BACK) return null;
  const from = FROM + integer(next, 1, 5);
  const to = from + integer(next, 3, 6);
  return to < known ? appointment(world, life, from, to, next) : null;
}

function appointment(world: World, life: OfficialLife, month: number, end: number | null, next: Random): Appointment {
  const receiving = receivingOffice(world, life.office, next);
  const rankCode = life.stretches.findLast((stretch) => stretch.month <= month)?.rankCode ?? '';
  const rank = findRank(rankCode);
  const from = firstDayOf(month);
  return {
    action: 'SECONDMENT',
    title: rank?.vi ?? life.position.name,
    titleEn: rank?.en ?? life.position.nameEn,
    agencyId: receiving.agencyId,
    unitId: receiving.unitId,
    decisionNumber: decision(next, life.office),
    decidedOn: dayText(workingDay(from - integer(next, 3, 12))),
    effectiveFrom: dayText(from),
    effectiveTo: end === null ? null : dayText(firstDayOf(end)),
  };
}

/** Departments send people to communes of the province and the other way about; central agencies send them to any department. */
function receivingOffice({ offices, places }: World, { province, kind }: Office, next: Random): Office {
  const { code } = province ?? pick(next, places.provinces);
  const wanted = kind === 'PROVINCIAL' ? 'COMMUNE' : 'PROVINCIAL';
  return pick(next, offices.inProvince(code, wanted));
}
