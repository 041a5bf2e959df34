import { findRank } from '../law/ranks.ts';
import { dayText, firstDayOf, monthOf, workingDay } from './calendar.ts';
import { decision } from './official-history.ts';
import type { OfficialLife } from './official-life.ts';
import type { Appointment, AppointmentAction } from './official-record.ts';
import { integer, type Random } from './random.ts';
import { secondmentOf } from './secondments.ts';
import type { World } from './world.ts';

const REFORM = monthOf('2025-07');
/** First sessions of the People's Councils elected in May 2021 and in March 2026 (month of the session: unsure). */
const SESSIONS = [monthOf('2021-06'), monthOf('2026-04')] as const;
/** Who entered service before came to an elected office later, not as a beginner and for decades. */
const ELECTED_YOUNG_FROM = monthOf('2016-06');
/** Decisions of the months after may come later than the last update of a record. */
const LAST_MOVE = monthOf('2026-06');
/** Term of an appointed leader. Source: Decree 138/2020/NĐ-CP (as remembered: unsure). */
const TERM = 5 * 12;

/** `former`: before the reform, when what is a commune's now was a district's. Before they lead or are elected people have the title of their rank. */
type Move = { action: AppointmentAction; month: number; holds: 'RANK' | 'POSITION'; former: boolean };

/**
 * Recruitment or election, becoming a leader, the move to the commune at the reform, and retirement or leaving the service: each in force
 * until the next. Between them comes a secondment, beside which the appointment at the sending agency stays in force. The dead have no last decision.
 */
export function appointmentsOf(world: World, life: OfficialLife, next: Random): Appointment[] {
  const moves = movesOf(life, next);
  const list = moves.map((move, at) => appointment(world, life, move, moves[at + 1]?.month ?? null, next));
  const secondment = secondmentOf(world, life, next);
  if (secondment) list.push(secondment);
  return list.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : a.effectiveFrom > b.effectiveFrom ? 1 : 0));
}

function movesOf(life: OfficialLife, next: Random): Move[] {
  const { office, position, hired, left, status } = life;
  const inCommune = office.kind === 'COMMUNE';
  const known = Math.min(left ?? LAST_MOVE + 1, monthOf(dayText(life.knownUntil)));
  const moves: Move[] = [];
  const add = (action: AppointmentAction, month: number, holds: Move['holds'] = 'POSITION') =>
    moves.push({ action, month, holds, former: inCommune && month < REFORM });
  // In their title before the reform: officials with one are old enough (official-life.ts).
  const titled = Math.min(Math.max(hired + 24, ELECTED_YOUNG_FROM) + integer(next, 0, 90), REFORM - 2);
  if (life.category === 'CAN_BO') {
    electedMoves(life, titled, known, next() < 0.5, add);
  } else {
    add('RECRUITMENT', hired, position.role ? 'RANK' : 'POSITION');
    if (position.role) add('APPOINTMENT', titled);
    if (inCommune && hired < REFORM) add('TRANSFER', REFORM);
    // At the reform all leaders of communes were appointed anew.
    const until = inCommune ? REFORM : known;
    for (let month = titled + TERM; position.role && month < until; month += TERM) add('REAPPOINTMENT', month);
  }
  if (left !== null && status === 'RETIRED') add('RETIREMENT', left);
  if (left !== null && status === 'LEFT') add('EXIT', left);
  return moves.sort((a, b) => a.month - b.month);
}

/**
 * Cadres are elected, some of them after years as civil servants, chairs at each new term. The first leaders of the communes of the reform
 * were designated without an election. Source: Resolution 203/2025/QH15 (as reported: unsure).
 */
function electedMoves(
  { position, hired }: OfficialLife,
  titled: number,
  known: number,
  servedBefore: boolean,
  add: (action: AppointmentAction, month: number, holds?: Move['holds']) => void,
): void {
  const served = titled >= hired + 24 && (position.role !== null || hired < ELECTED_YOUNG_FROM || servedBefore);
  const elected = served ? titled : hired;
  if (served) add('RECRUITMENT', hired, 'RANK');
  add('ELECTION', elected);
  if (elected < REFORM) add('APPOINTMENT', REFORM);
  for (const session of SESSIONS) if (position.role && elected < session && session < known) add('ELECTION', session);
}

function appointment(
  world: World,
  life: OfficialLife,
  { action, month, holds, former }: Move,
  end: number | null,
  next: Random,
): Appointment {
  const { office, position } = life;
  const from = firstDayOf(month);
  const district = former ? office.commune?.formerDistrictIds[0] : undefined;
  const agencyId = district && world.offices.formerDistrictAgency.get(district);
  const rank = holds === 'RANK' ? findRank(position.ladder[0] ?? '') : null;
  // Death ends the last appointment without a decision of its own.
  const until = end ?? (life.status === 'DECEASED' ? life.left : null);
  return {
    action,
    title: rank?.vi ?? position.name,
    titleEn: rank?.en ?? position.nameEn,
    agencyId: agencyId || office.agencyId,
    unitId: district && agencyId ? district : office.unitId,
    decisionNumber: decision(next, office),
    decidedOn: dayText(workingDay(from - integer(next, 3, 12))),
    effectiveFrom: dayText(from),
    effectiveTo: until === null ? null : dayText(firstDayOf(until)),
  };
}
