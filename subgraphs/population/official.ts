import { synchronisationDeadline } from '../law/deadlines.ts';
import { retirementDate } from '../law/retirement.ts';
import { dayOf, dayText, firstDayOf, instant, monthOf, monthText, workingDay } from './calendar.ts';
import { appointmentsOf } from './official-appointments.ts';
import { decision, disciplinesOf, ratingsOf, rewardsOf } from './official-history.ts';
import { NEW_PAY_FROM, type OfficialLife, officialLife } from './official-life.ts';
import type { Appointment, OfficialRecord, SalaryStep } from './official-record.ts';
import { trainingsOf } from './official-trainings.ts';
import { PURPOSE } from './purpose.ts';
import { integer, type Random, random } from './random.ts';
import { AS_OF } from './story.ts';
import type { World } from './world.ts';

const NOW = monthOf(AS_OF);
const LAST_DAY = dayOf(AS_OF);
/** The officials database did not exist before (unsure). */
const DATABASE_FROM = dayOf('2022-03-01');

/** The records of an official in the officials database: one, or two with the fault DUPLICATE_OFFICIAL. */
export function officialRecords(world: World, index: number): OfficialRecord[] {
  const life = officialLife(world, index);
  const next = random(world.seed, index, PURPOSE.history);
  const record = recordOf(world, life, next);
  return life.faults.includes('DUPLICATE_OFFICIAL') ? [record, secondRecord(world, life, record)] : [record];
}

function recordOf(world: World, life: OfficialLife, next: Random): OfficialRecord {
  const { truth, position, faults, left } = life;
  const where = recordedPlace(world, life, next);
  const salarySteps = salaryStepsOf(life, next);
  const last = salarySteps[salarySteps.length - 1] as SalaryStep;
  const appointments = appointmentsOf(world, life, next);
  const { decided, updated } = lastUpdate(life, last, appointments, next);
  const disciplines = disciplinesOf(life, next);
  const rewards = rewardsOf(life, next);
  const created = Math.max(DATABASE_FROM + integer(next, 0, 500), firstDayOf(life.hired) + integer(next, 0, 3));
  const birth = recordedBirth(life, next);
  return {
    n: 0,
    personalNumber: truth.personalNumber,
    fullName: truth.fullName,
    residenceUnitId: truth.residenceUnitId,
    ...birth,
    ethnicGroup: truth.ethnicGroup,
    partyMemberSince: partyMemberSince(life, next),
    category: life.category,
    status: life.status,
    ...where,
    jobPosition: { code: position.code, name: position.name, nameEn: position.nameEn, group: position.group },
    title: position.role ? position.name : null,
    titleEn: position.role ? position.nameEn : null,
    rankCode: last.rankCode,
    step: last.step,
    coefficient: last.coefficient,
    positionAllowance: life.allowance,
    overFramePercent: last.overFramePercent,
    hiredOn: dayText(firstDayOf(life.hired)),
    leftOn: left === null ? null : dayText(firstDayOf(left)),
    retirementDate: retirementDate(birth.birthDate, birth.sex),
    lastPaidMonth: monthText(left === null || faults.includes('RETIRED_STILL_PAID') ? NOW : left - 1),
    citizenMatch: faults.includes('CITIZEN_NOT_MATCHED') ? 'NOT_MATCHED' : 'MATCHED',
    citizenMatchedAt: instant(workingDay(dayOf('2025-09-01') + integer(next, 0, 400)), integer(next, 0, 539)),
    lastDecisionOn: dayText(decided),
    createdAt: instant(Math.min(created, updated), 0),
    updatedAt: instant(updated, integer(next, 1, 539)),
    appointments,
    salarySteps,
    trainings: trainingsOf(life, next),
    ratings: ratingsOf(life, world.seed, disciplines[0] ? Number(disciplines[0].decidedOn.slice(0, 4)) : null),
    rewards,
    disciplines,
  };
}

function partyMemberSince({ position, hired, left, knownUntil }: OfficialLife, next: Random): string | null {
  const since = firstDayOf(hired + integer(next, 12, 60));
  const member = next() < (position.role ? 0.95 : 0.45);
  return member && since < (left === null ? knownUntil : firstDayOf(left) - 30) ? dayText(since) : null;
}

/** Where the record says the official works: an office of today, or with OLD_UNIT_CODE a unit (and an agency) that the reform ended. */
function recordedPlace(
  world: World,
  { office, faults }: OfficialLife,
  next: Random,
): { agencyId: string; unitId: string | null } {
  const { agencyId, unitId, commune, province } = office;
  if (!faults.includes('OLD_UNIT_CODE')) return { agencyId, unitId };
  const any = (ids: readonly string[] = []) => ids[Math.floor(next() * ids.length)] ?? null;
  if (!commune) return { agencyId, unitId: any(province?.formerIds) };
  const district = any(commune.formerDistrictIds);
  const districtAgency = district && world.offices.formerDistrictAgency.get(district);
  if (district && districtAgency && office.kind === 'COMMUNE' && next() < 0.4)
    return { agencyId: districtAgency, unitId: district };
  return { agencyId, unitId: any(commune.formerCommuneIds) ?? district };
}

/** Sex and birth date as recorded: with NUMBER_MISMATCH one of them contradicts the personal number. */
function recordedBirth({ truth, faults }: OfficialLife, next: Random): Pick<OfficialRecord, 'sex' | 'birthDate'> {
  const { sex, birthDate } = truth;
  if (!faults.includes('NUMBER_MISMATCH')) return { sex, birthDate };
  if (next() < 0.4) return { sex: sex === 'MALE' ? 'FEMALE' : 'MALE', birthDate };
  return { sex, birthDate: `${Number(birthDate.slice(0, 4)) + (next() < 0.5 ? 1 : -1)}${birthDate.slice(4)}` };
}

/** The day of the last decision, and of the update that recorded it: within 3 days, but with LATE_UPDATE 10 to 45 days later. */
function lastUpdate(
  life: OfficialLife,
  last: SalaryStep,
  appointments: Appointment[],
  next: Random,
): { decided: number; updated: number } {
  const delay = integer(next, 0, 3);
  if (life.left !== null) {
    const last = appointments[appointments.length - 1] as Appointment;
    // After a death there is a decision to stop the pay alone.
    const decided = life.status === 'DECEASED' ? workingDay(firstDayOf(life.left) - 3) : dayOf(last.decidedOn);
    return { decided, updated: decided + delay };
  }
  if (life.faults.includes('STALE')) return { decided: life.knownUntil, updated: life.knownUntil + delay };
  if (life.faults.includes('LATE_UPDATE')) {
    // Ten days after a decision may be its last day where holidays follow.
    const due = dayOf(synchronisationDeadline(dayText(life.knownUntil)));
    return { decided: life.knownUntil, updated: Math.max(life.knownUntil + integer(next, 10, 45), due + 1) };
  }
  const from = Math.max(NEW_PAY_FROM, dayOf(last.effectiveFrom));
  const decided = workingDay(integer(next, from, LAST_DAY - 6));
  return { decided, updated: decided + delay };
}

function salaryStepsOf(life: OfficialLife, next: Random): SalaryStep[] {
  return life.stretches.map((stretch, at): SalaryStep => {
    const end = life.stretches[at + 1]?.month ?? life.left;
    return {
      rankCode: stretch.rankCode,
      step: stretch.step,
      coefficient: stretch.coefficient,
      overFramePercent: stretch.overFramePercent,
      positionAllowance: life.allowance,
      decisionNumber: decision(next, life.office),
      effectiveFrom: dayText(firstDayOf(stretch.month)),
      effectiveTo: end === null ? null : dayText(firstDayOf(end)),
    };
  });
}

/** The record that another agency made of the same person, and never closed. */
function secondRecord({ seed, offices }: World, life: OfficialLife, record: OfficialRecord): OfficialRecord {
  const next = random(seed, life.index, PURPOSE.second);
  const other = offices.list[(life.office.index + integer(next, 1, 5)) % offices.list.length] ?? life.office;
  return {
    ...record,
    n: 1,
    agencyId: other.agencyId,
    unitId: other.unitId,
    appointments: record.appointments
      .slice(0, 1)
      .map((each) => ({ ...each, agencyId: other.agencyId, unitId: other.unitId, effectiveTo: null })),
    ratings: [],
    rewards: [],
    disciplines: [],
  };
}
