import { findRank } from '../law/ranks.ts';
import { dayText, firstDayOf, monthOf, workingDay } from './calendar.ts';
import { decision } from './official-history.ts';
import type { OfficialLife } from './official-life.ts';
import type { Appointment, AppointmentAction } from './official-record.ts';
import { integer, type Random } from './random.ts';
import type { World } from './world.ts';

const REFORM = monthOf('2025-07');

type Move = { action: AppointmentAction; month: number; leads: boolean; former: boolean; ends: boolean };

/** Recruitment, becoming a leader, the move to the commune at the reform, secondment and leaving, earliest first. */
export function appointmentsOf(world: World, life: OfficialLife, next: Random): Appointment[] {
  const { office, position, hired, left } = life;
  const moves: Move[] = [];
  const add = (action: AppointmentAction, month: number, leads: boolean, ends = false) =>
    moves.push({ action, month, leads, former: office.kind === 'COMMUNE' && month < REFORM, ends });
  add('RECRUITMENT', hired, false);
  const known = Math.min(left ?? Number.POSITIVE_INFINITY, monthOf(dayText(life.knownUntil)));
  const leading = Math.max(hired + 36, monthOf('2021-06')) + integer(next, 0, 40);
  const elected = position.category === 'CAN_BO';
  if (position.role && leading < Math.min(known, REFORM)) add(elected ? 'ELECTION' : 'APPOINTMENT', leading, true);
  if (office.kind === 'COMMUNE' && hired < REFORM)
    add(elected ? 'ELECTION' : 'TRANSFER', REFORM, position.role !== null);
  else if (position.role && leading >= Math.min(known, REFORM)) moves[0] = { ...(moves[0] as Move), leads: true };
  if (life.status === 'SECONDED') add('SECONDMENT', Math.max(REFORM, hired + 1), position.role !== null);
  if (left !== null)
    add(life.status === 'RETIRED' ? 'RETIREMENT' : life.status === 'LEFT' ? 'RESIGNATION' : 'EXIT', left, false, true);
  return moves.map((move, at) => appointment(world, life, move, moves[at + 1]?.month ?? null, next));
}

function appointment(
  world: World,
  life: OfficialLife,
  { action, month, leads, former, ends }: Move,
  end: number | null,
  next: Random,
): Appointment {
  const { office, position } = life;
  const from = firstDayOf(month);
  const district = former ? office.commune?.formerDistrictIds[0] : undefined;
  const agencyId = district && world.offices.formerDistrictAgency.get(district);
  // Nobody starts as a leader: before that one had the title of the first rank.
  const rank = position.role && !leads && !ends ? findRank(position.ladder[0] ?? '') : null;
  return {
    action,
    title: rank?.vi ?? position.name,
    titleEn: rank?.en ?? position.nameEn,
    agencyId: agencyId || office.agencyId,
    unitId: district && agencyId ? district : office.unitId,
    decisionNumber: decision(next, office),
    decidedOn: dayText(workingDay(from - integer(next, 3, 12))),
    effectiveFrom: dayText(from),
    effectiveTo: ends || end === null ? null : dayText(firstDayOf(end)),
  };
}
