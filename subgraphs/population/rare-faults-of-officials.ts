import { addMonths } from '../law/calendar.ts';
import { findRank } from '../law/ranks.ts';
import { monthOf } from './calendar.ts';
import type { RareFault } from './faults.ts';
import type { OfficialLife } from './official-life.ts';
import type { OfficialRecord } from './official-record.ts';
import { malformedNumber, rareFaultsOf } from './rare-faults.ts';
import { AS_OF, CONTRIBUTION_MONTHS } from './story.ts';

const NOW = monthOf(AS_OF);
const FIRST_MONTH = monthOf(CONTRIBUTION_MONTHS[0] as string);
/** The youngest who draws a pension beside the service, from an earlier one in the forces say. */
const PENSIONABLE = 50 * 12;
/** A pension is due after 15 years (Law 41/2024/QH15 art. 64), and settled within a month. */
const PENSION_MONTHS = 15 * 12;

const inService = ({ left }: OfficialLife) => left === null;
const retired = ({ status }: OfficialLife) => status === 'RETIRED';
/**
 * Of an owner that keeps its records up to date, and updated in the last twelve months: in service by their records, such people would
 * else change what is found of their owners.
 */
const recent = ({ office, left }: OfficialLife) => !office.stale && left !== null && left > FIRST_MONTH;

export const RARE_FAULTS_OF_OFFICIALS = rareFaultsOf<OfficialLife>([
  ['OFFICIAL_NUMBER_FORM', inService],
  ['UNTIDY_NAME', inService],
  ['STEP_BEYOND_RANK', inService],
  ['UNEMPLOYMENT_INSURANCE_REVERSED', inService],
  ['OFFICIAL_NOT_INSURED', inService],
  ['CONTRIBUTIONS_MISSING', (life) => inService(life) && life.hired < NOW - 3],
  ['MISSING_FIELDS', inService],
  ['MISSING_HISTORY', inService],
  ['RECORDED_UNDER_TWO_NUMBERS', inService],
  ['RETIREMENT_DATE_DIFFERS', inService],
  ['PENSION_BESIDE_SERVICE', (life) => inService(life) && NOW - monthOf(life.truth.birthDate) >= PENSIONABLE],
  ['LEFT_WITHOUT_DATE', (life) => (retired(life) || life.status === 'LEFT') && recent(life)],
  ['RETIREMENT_NOT_RECORDED', (life) => retired(life) && recent(life)],
  [
    'CONTRIBUTION_AFTER_LEAVING',
    // There is a month before leaving to go on from.
    ({ status, left }) => (status === 'RETIRED' || status === 'LEFT') && left !== null && left > FIRST_MONTH,
  ],
  [
    'RETIRED_WITHOUT_PENSION',
    (life) => retired(life) && (life.left ?? NOW) < NOW && (life.left ?? 0) - life.hired >= PENSION_MONTHS,
  ],
]);

/** The records of an official in the officials database with a rare fault; the same ones where it is another database's. */
export function officialsWithRareFault(records: OfficialRecord[], fault: RareFault, index: number): OfficialRecord[] {
  const [record] = records;
  const alter = ALTERED[fault];
  return record && alter ? alter(record, index) : records;
}

const ALTERED: Partial<Record<RareFault, (record: OfficialRecord, index: number) => OfficialRecord[]>> = {
  OFFICIAL_NUMBER_FORM: (record, index) => [
    { ...record, personalNumber: malformedNumber(record.personalNumber, index), citizenMatch: 'NOT_MATCHED' },
  ],
  UNTIDY_NAME: (record, index) => [{ ...record, fullName: untidy(record.fullName, index) }],
  STEP_BEYOND_RANK: (record) => {
    const step = (findRank(record.rankCode)?.steps ?? record.step) + 1;
    const salarySteps = record.salarySteps.map((each, at, all) => (at === all.length - 1 ? { ...each, step } : each));
    return [{ ...record, step, salarySteps }];
  },
  MISSING_FIELDS: (record, index) => [withoutField(record, index)],
  MISSING_HISTORY: (record, index) => [
    index % 2 === 0 ? { ...record, appointments: [] } : { ...record, salarySteps: [] },
  ],
  RECORDED_UNDER_TWO_NUMBERS: (record) => [record, underAnotherNumber(record)],
  RETIREMENT_DATE_DIFFERS: (record) => [{ ...record, retirementDate: addMonths(record.retirementDate, 6) }],
  LEFT_WITHOUT_DATE: (record) => [{ ...record, leftOn: null }],
  RETIREMENT_NOT_RECORDED: (record) => [inServiceStill(record)],
};

function untidy(fullName: string, index: number): string {
  const decomposed = fullName.normalize('NFD');
  return index % 2 === 0 || decomposed === fullName ? fullName.replace(' ', '  ') : decomposed;
}

function withoutField(record: OfficialRecord, index: number): OfficialRecord {
  if (record.positionAllowance > 0) return { ...record, title: null, titleEn: null };
  return index % 2 === 0 ? { ...record, residenceUnitId: null } : { ...record, ethnicGroup: null };
}

/** The number begins with 1 for 0: that of somebody born abroad, and nobody's. */
function underAnotherNumber(record: OfficialRecord): OfficialRecord {
  return {
    ...record,
    n: 1,
    personalNumber: `1${record.personalNumber.slice(1)}`,
    citizenMatch: 'NOT_MATCHED',
    appointments: record.appointments.slice(0, 1).map((each) => ({ ...each, effectiveTo: null })),
    ratings: [],
    rewards: [],
    disciplines: [],
  };
}

function inServiceStill(record: OfficialRecord): OfficialRecord {
  const open = <T extends { effectiveTo: string | null }>(rows: T[]) =>
    rows.map((row) => (row.effectiveTo === record.leftOn ? { ...row, effectiveTo: null } : row));
  return {
    ...record,
    status: 'ACTIVE',
    leftOn: null,
    appointments: open(record.appointments.filter(({ action }) => action !== 'RETIREMENT')),
    salarySteps: open(record.salarySteps),
  };
}
