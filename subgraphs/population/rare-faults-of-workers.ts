import { addDays, addMonths } from '../law/calendar.ts';
import { PERSONAL_NUMBER_REPLACES_INSURANCE_NUMBER_FROM } from '../law/insurance-number.ts';
import { monthOf } from './calendar.ts';
import type { RareFault } from './faults.ts';
import type { Contract, LabourRecord } from './labour-record.ts';
import { malformedNumber, rareFaultsOf } from './rare-faults.ts';
import { AS_OF } from './story.ts';
import { type Job, type WorkerLife, workerLife } from './worker-life.ts';
import type { World } from './world.ts';

type Worker = { world: World; life: WorkerLife };

const NOW = monthOf(AS_OF);
const LAST_OLD_NUMBERS = monthOf(PERSONAL_NUMBER_REPLACES_INSURANCE_NUMBER_FROM) - 1;
/** Of the employers, the first eighth are large: the others' workers go on being insured if one is not. */
const LARGE = 1 / 8;
/** Months of a contract: of one that is over by now, and of one that the law does not allow. */
const YEAR = 12;
const TOO_LONG = 48;

const running = ({ status, jobs }: WorkerLife): Job | null =>
  status === 'EMPLOYED' ? (jobs[jobs.length - 1] ?? null) : null;
const employed = ({ life }: Worker) => running(life) !== null;
/** A job begun before this month: the time to register the worker is over. */
const settled = ({ life }: Worker) => (running(life)?.from ?? NOW) < NOW;
const hasOldNumber = ({ jobs }: WorkerLife) => (jobs[0]?.from ?? NOW) <= LAST_OLD_NUMBERS;

export const RARE_FAULTS_OF_WORKERS = rareFaultsOf<Worker>([
  ['WORKER_NUMBER_FORM', settled],
  ['WORKER_IDENTITY_DIFFERS', employed],
  ['WORKER_NOT_INSURED', (worker) => settled(worker) && isAtLargeEmployer(worker)],
  ['CONTRACT_TOO_LONG', ({ life }) => (running(life)?.termMonths ?? null) !== null],
  ['CONTRACT_DATES', employed],
  ['CONTRACT_EXPIRED', ({ life }) => (running(life)?.from ?? NOW) < NOW - YEAR - 1],
  ['EMPLOYED_WITHOUT_CONTRACT', employed],
  ['WORKER_FORMER_UNIT', (worker) => employed(worker) && worker.life.commune.formerCommuneIds.length > 0],
  ['SHARED_INSURANCE_NUMBER', (worker) => employed(worker) && hasOldNumber(worker.life) && hasLender(worker)],
]);

function isAtLargeEmployer({ world, life }: Worker): boolean {
  return (running(life)?.workplace.index ?? world.employers.count) < world.employers.count * LARGE;
}

/** The worker before this one, whose insurance number SHARED_INSURANCE_NUMBER takes. */
export const lenderOf = (index: number): number => index - 1;

function hasLender({ world, life }: Worker): boolean {
  const index = lenderOf(life.index);
  if (index < world.officials) return false;
  const lender = workerLife(world, index);
  return lender.faults.length === 0 && hasOldNumber(lender);
}

/** The labour record of a worker with a rare fault; the same one where it is another database's. */
export function workerWithRareFault(
  record: LabourRecord,
  fault: RareFault,
  { index, formerUnitId }: { index: number; formerUnitId: string | null },
): LabourRecord {
  switch (fault) {
    case 'WORKER_NUMBER_FORM':
      return { ...record, personalNumber: malformedNumber(record.personalNumber, index) };
    case 'WORKER_IDENTITY_DIFFERS':
      return { ...record, birthDate: onAnotherDay(record.birthDate) };
    case 'WORKER_FORMER_UNIT':
      return { ...record, residenceUnitId: formerUnitId ?? record.residenceUnitId };
    case 'EMPLOYED_WITHOUT_CONTRACT':
      return { ...record, contracts: record.contracts.filter(({ endedOn }) => endedOn !== null) };
    case 'CONTRACT_TOO_LONG':
      return withRunning(record, (contract) => lasting(contract, TOO_LONG));
    case 'CONTRACT_EXPIRED':
      return withRunning(record, (contract) => lasting(contract, YEAR));
    case 'CONTRACT_DATES':
      return withRunning(record, (contract) => ({
        ...contract,
        to: contract.kind === 'DEFINITE' ? null : lasting(contract, YEAR).to,
      }));
    default:
      return record;
  }
}

/** The year stays: the number tells it. */
function onAnotherDay(birthDate: string): string {
  return birthDate.slice(0, 8) + String((Number(birthDate.slice(8)) % 28) + 1).padStart(2, '0');
}

function withRunning(record: LabourRecord, alter: (contract: Contract) => Contract): LabourRecord {
  return { ...record, contracts: record.contracts.map((each) => (each.endedOn === null ? alter(each) : each)) };
}

const lasting = (contract: Contract, months: number): Contract => ({
  ...contract,
  kind: 'DEFINITE',
  to: addDays(addMonths(contract.from, months), -1),
});
