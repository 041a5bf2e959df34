import { monthIndex } from '../law/calendar.ts';
import { retirementAgeMonths, retirementDate } from '../law/retirement.ts';
import { dayOf, dayText, monthOf, monthText, workingDay } from './calendar.ts';
import { careerOf, type Promotion, type Stretch } from './career.ts';
import { DUPLICATE_INSURANCE_NUMBER, type Fault, hasFault, isUnmatched, LATE_UPDATE, officialFault } from './faults.ts';
import type { Truth } from './identity.ts';
import type { Office } from './offices.ts';
import type { OfficialCategory, OfficialStatus } from './official-record.ts';
import { allowanceOf, leadsFirmly, type Position, positionAt } from './positions.ts';
import { PURPOSE } from './purpose.ts';
import { integer, pick, type Random, random, uniform } from './random.ts';
import { rareFault } from './rare-faults.ts';
import { RARE_FAULTS_OF_OFFICIALS } from './rare-faults-of-officials.ts';
import { AS_OF, type Sex } from './story.ts';
import type { World } from './world.ts';

/** The facts of an official's life in service that all databases' records of them start from. Months: see calendar.ts. */
export type OfficialLife = {
  index: number;
  truth: Truth;
  faults: Fault[];
  office: Office;
  place: number;
  position: Position;
  category: OfficialCategory;
  status: OfficialStatus;
  hired: number;
  /** First month no longer in service, or null. */
  left: number | null;
  /** The day up to which the officials database knows this life: AS_OF, or the last decision recorded if that is stale or came late. */
  knownUntil: number;
  allowance: number;
  /** As recorded: with the fault WRONG_COEFFICIENT the last coefficient is wrong, for payroll and insurance alike. */
  stretches: Stretch[];
};

const NOW = monthOf(AS_OF);
const LAST_DAY = dayOf(AS_OF);
/** The first and last day on which stale owners updated records: right after the reform, a year or more before AS_OF. */
const STALE_FROM = dayOf('2025-07-07');
const STALE_TO = dayOf('2025-10-24');

/** New base salary, so every record of those in service has a decision since. Source: Decree 161/2026/NĐ-CP. */
export const NEW_PAY_FROM = dayOf('2026-07-01');

/** Leaving is recorded from the month after the reform, so that those who left are not at abolished units. */
const FIRST_LEAVING = monthOf('2025-08');
/** Age in years from which one leads or is seconded: recruited at 32 at the latest, such a person has served for four years. */
const YOUNGEST_SETTLED = 36;
/** By the first letter of the position's code: teachers, health workers (assumption); 42 % of the others. */
const FEMALE_SHARE: Record<string, number> = { G: 0.72, Y: 0.68 };

export function officialLife(world: World, index: number): OfficialLife {
  const { office, place } = world.offices.placeOf(index);
  const next = random(world.seed, index, PURPOSE.career);
  const position = positionAt(office, place, uniform(world.seed, index, PURPOSE.position));
  const fault = eligible(officialFault(world.seed, index), office);
  const status = statusOf(next(), fault, position);
  const sex: Sex = next() < (FEMALE_SHARE[position.code[0] as string] ?? 0.42) ? 'FEMALE' : 'MALE';
  const youngest = position.role || status === 'SECONDED' ? YOUNGEST_SETTLED : 24;
  const { birthMonth, left } = lifetime(next, sex, status, youngest);
  const province = office.province ?? world.places.provinceByCode.get('01') ?? pick(next, world.places.provinces);
  const commune = office.commune && next() < 0.6 ? office.commune : pick(next, province.communes);
  const truth = world.identities.identity(random(world.seed, index, PURPOSE.identity), index, {
    sex,
    birthMonth,
    province,
    commune,
  });
  const stale = office.stale && left === null;
  const late = !stale && left === null && hasFault(world.seed, index, PURPOSE.late, LATE_UPDATE);
  const decided = stale ? integer(next, STALE_FROM, STALE_TO) : NEW_PAY_FROM + integer(next, 0, 60);
  const knownUntil = stale || late ? workingDay(decided) : LAST_DAY;
  const hired = Math.min(birthMonth + integer(next, 22 * 12, 32 * 12), (left ?? latestHiring(stale, fault)) - 3);
  const until = Math.min(left === null ? NOW : left - 1, monthOf(dayText(knownUntil)));
  const stretches = careerOf(promotions(next, position, hired, leadsFirmly(position, office)), until);
  if (fault === 'WRONG_COEFFICIENT') mistake(next, stretches);
  const faults = faultsOf(world, index, fault, stale, late);
  const life: OfficialLife = {
    index,
    truth,
    faults,
    office,
    place,
    position,
    category: position.category,
    status,
    hired,
    left,
    knownUntil,
    allowance: allowanceOf(position, office),
    stretches,
  };
  const rare = !faults.some((each) => each !== 'STALE') && rareFault(world.seed, index, RARE_FAULTS_OF_OFFICIALS, life);
  if (rare) faults.push(rare);
  return life;
}

/** An old unit code needs an old unit: central agencies and provinces that stayed as they were have none. */
function eligible(fault: ReturnType<typeof officialFault>, { commune, province }: Office): typeof fault {
  if (fault !== 'OLD_UNIT_CODE') return fault;
  return commune || (province && province.formerIds.length > 0) ? fault : null;
}

function statusOf(u: number, fault: Fault | null, { category, group }: Position): OfficialStatus {
  if (fault === 'RETIRED_STILL_PAID') return u < 0.85 ? 'RETIRED' : 'DECEASED';
  if (fault) return 'ACTIVE';
  // Cadres are elected to where they serve, and support staff are to be had anywhere: nobody seconds them.
  if (u < 0.94) return u < 0.93 || category === 'CAN_BO' || group === 'SUPPORT' ? 'ACTIVE' : 'SECONDED';
  return u < 0.98 ? 'RETIRED' : u < 0.997 ? 'LEFT' : 'DECEASED';
}

/** A birth month, and the month of leaving if the status says so: the retired leave at their age, those in service are below it. */
function lifetime(
  next: Random,
  sex: Sex,
  status: OfficialStatus,
  youngest: number,
): { birthMonth: number; left: number | null } {
  const leaving = integer(next, FIRST_LEAVING, NOW);
  if (status === 'RETIRED') {
    // The age of the year of leaving; at a turn of the year the law's date may be some months off, so it is asked again.
    const birthMonth =
      leaving - 1 - retirementAgeMonths(`${monthText(leaving - 1 - (sex === 'MALE' ? 736 : 682))}-01`, sex);
    const left = monthIndex(retirementDate(`${monthText(birthMonth)}-01`, sex));
    if (left >= FIRST_LEAVING && left <= NOW) return { birthMonth, left };
    const middle = monthOf('2026-06') - retirementAgeMonths(sex === 'MALE' ? '1964-11-01' : '1969-05-01', sex) - 1;
    return { birthMonth: middle, left: monthIndex(retirementDate(`${monthText(middle)}-01`, sex)) };
  }
  const oldest = (sex === 'MALE' ? 61 * 12 + 5 : 56 * 12 + 11) - (status === 'LEFT' ? 120 : 0);
  // Most are in mid-career; the uniform part keeps retirements of the coming years from being rare.
  const spread = next() < 0.75 ? (next() + next()) / 2 : next();
  const birthMonth = NOW - youngest * 12 - Math.floor(spread * (oldest - youngest * 12));
  return { birthMonth, left: status === 'ACTIVE' || status === 'SECONDED' ? null : leaving };
}

function latestHiring(stale: boolean, fault: Fault | null): number {
  if (fault === 'EXCELLENT_WITH_DISCIPLINE') return monthOf('2023-06');
  return stale ? monthOf('2025-06') : monthOf('2026-08');
}

function promotions(next: Random, { ladder }: Position, hired: number, leads: boolean): Promotion[] {
  const list = [{ rankCode: ladder[0] as string, month: hired }];
  const chance = leads ? 0.8 : 0.3;
  for (let at = 1; at < ladder.length && next() < chance; at++) {
    list.push({ rankCode: ladder[at] as string, month: (list[at - 1] as Promotion).month + integer(next, 108, 168) });
  }
  return list;
}

/** A wrong coefficient: another step's, or two digits exchanged in typing. Never that of the rank and step. */
function mistake(next: Random, stretches: Stretch[]): void {
  const last = stretches[stretches.length - 1];
  if (!last) return;
  const wrong = next() < 0.6 ? last.coefficient + 0.33 : swapDecimals(last.coefficient);
  last.coefficient = Math.round(wrong * 100) / 100;
}

function swapDecimals(coefficient: number): number {
  const text = coefficient.toFixed(2);
  const swapped = Number(`${text.slice(0, 2)}${text[3]}${text[2]}`);
  return swapped === coefficient ? coefficient + 0.1 : swapped;
}

function faultsOf(
  world: World,
  index: number,
  fault: ReturnType<typeof officialFault>,
  stale: boolean,
  late: boolean,
): Fault[] {
  const { seed } = world;
  const faults: Fault[] = fault ? [fault] : [];
  if (isUnmatched(seed, index, fault)) faults.push('CITIZEN_NOT_MATCHED');
  if (stale) faults.push('STALE');
  else if (late) faults.push('LATE_UPDATE');
  if (!fault && hasFault(seed, index, PURPOSE.secondNumber, DUPLICATE_INSURANCE_NUMBER))
    faults.push('DUPLICATE_INSURANCE_NUMBER');
  return faults;
}
