import { dayOf, dayText, firstDayOf, monthOf, monthText, workingDay } from './calendar.ts';
import { officialFault } from './faults.ts';
import type { Contract, JobSeeker, LabourRecord, UnemploymentClaim } from './labour-record.ts';
import { officialLife } from './official-life.ts';
import { PURPOSE } from './purpose.ts';
import { integer, pick, type Random, random } from './random.ts';
import { salaryFor } from './salaries.ts';
import { AS_OF } from './story.ts';
import { type Job, type WorkerLife, workerLife } from './worker-life.ts';
import type { World } from './world.ts';

const NOW = monthOf(AS_OF);
const LAST_DAY = dayOf(AS_OF);
/** Registration of workers began with the Employment Law 2025. */
const REGISTRATION_FROM = dayOf('2026-01-05');

/** The labour record of a person: of every worker, and wrongly of officials with OFFICIAL_IN_LABOUR_REGISTER. */
export function labourRecord(world: World, index: number): LabourRecord | null {
  if (index < world.officials) return isRegisteredOfficial(world, index) ? officialAsWorker(world, index) : null;
  if (index >= world.officials + world.workers) return null;
  const life = workerLife(world, index);
  const next = random(world.seed, index, PURPOSE.claim);
  const registered = workingDay(REGISTRATION_FROM + integer(next, 0, 60));
  return {
    ...identityOf(life),
    status: life.status,
    registeredOn: dayText(registered),
    updatedOn: dayText(Math.min(LAST_DAY, Math.max(registered, lastEvent(life) + integer(next, 0, 10)))),
    education: educationFor(life.occupation.code, next),
    contracts: life.jobs.map((job, n) => contractOf(job, n)),
    jobSeeker: life.status === 'UNEMPLOYED' ? jobSeekerOf(life, next) : null,
    claims: life.claim ? [claimOf(life, next)] : [],
  };
}

export function isRegisteredOfficial({ seed }: World, index: number): boolean {
  return officialFault(seed, index) === 'OFFICIAL_IN_LABOUR_REGISTER';
}

function officialAsWorker(world: World, index: number): LabourRecord {
  const { truth, office } = officialLife(world, index);
  const next = random(world.seed, index, PURPOSE.claim);
  const workplace = world.employers.place(world.employers.paying(next()));
  const occupation = pick(next, workplace.occupations);
  const employed = next() < 0.6;
  const registered = workingDay(REGISTRATION_FROM + integer(next, 0, 250));
  const job: Job = {
    workplace,
    occupation,
    from: NOW - integer(next, 2, 30),
    to: null,
    termMonths: null,
    salary: salaryFor(occupation, next()),
  };
  const { personalNumber, fullName, sex, birthDate, residenceUnitId } = truth;
  return {
    personalNumber,
    fullName,
    sex,
    birthDate,
    residenceUnitId,
    status: employed ? 'EMPLOYED' : 'UNEMPLOYED',
    registeredOn: dayText(registered),
    updatedOn: dayText(registered),
    education: 'UNIVERSITY',
    contracts: employed ? [contractOf(job, 0)] : [],
    jobSeeker: employed
      ? null
      : {
          occupationCode: occupation.code,
          desiredMonthlySalary: salaryFor(occupation, 0.5),
          desiredUnitId: office.commune?.id ?? residenceUnitId,
          registeredOn: dayText(registered),
          status: 'SEEKING',
        },
    claims: [],
  };
}

function identityOf({ truth: { personalNumber, fullName, sex, birthDate, residenceUnitId } }: WorkerLife) {
  return { personalNumber, fullName, sex, birthDate, residenceUnitId };
}

function contractOf({ workplace, occupation, from, to, termMonths, salary }: Job, n: number): Contract {
  return {
    n,
    kind: termMonths === null ? 'INDEFINITE' : 'DEFINITE',
    from: dayText(firstDayOf(from)),
    to: termMonths === null ? null : dayText(firstDayOf(from + termMonths) - 1),
    endedOn: to === null ? null : dayText(firstDayOf(to + 1) - 1),
    employerIndex: workplace.index,
    employerTaxCode: workplace.taxCode,
    occupationCode: occupation.code,
    position: occupation.vi,
    positionEn: occupation.en,
    workplaceUnitId: workplace.commune.id,
    monthlySalary: salary,
  };
}

function lastEvent({ jobs, claim }: WorkerLife): number {
  const job = jobs[jobs.length - 1];
  const jobDay = job ? (job.to === null ? firstDayOf(job.from) : firstDayOf(job.to + 1)) : 0;
  return Math.max(jobDay, claim ? firstDayOf(claim.decided) + 24 : 0);
}

function jobSeekerOf(life: WorkerLife, next: Random): JobSeeker {
  const ended = life.jobs[life.jobs.length - 1]?.to ?? NOW - 6;
  return {
    occupationCode: life.occupation.code,
    desiredMonthlySalary: salaryFor(life.occupation, 0.3 + next() * 0.5),
    desiredUnitId: next() < 0.7 ? life.commune.id : pick(next, life.province.communes).id,
    registeredOn: dayText(
      Math.min(LAST_DAY, workingDay(Math.max(REGISTRATION_FROM, firstDayOf(ended + 1) + integer(next, 1, 20)))),
    ),
    status: 'SEEKING',
  };
}

function claimOf(life: WorkerLife, next: Random): UnemploymentClaim {
  const claim = life.claim as NonNullable<WorkerLife['claim']>;
  const decided = workingDay(firstDayOf(claim.decided) + integer(next, 18, 24));
  return {
    n: 0,
    status: claim.status,
    submittedOn: dayText(workingDay(firstDayOf(claim.decided) + integer(next, 1, 10))),
    decidedOn: dayText(decided),
    decisionNumber: `${integer(next, 101, 29_999)}/QĐ-TTDVVL`,
    lastEmployerTaxCode: life.jobs[life.jobs.length - 1]?.workplace.taxCode ?? '',
    contributedMonths: claim.contributedMonths,
    meanInsuredBase: claim.base,
    months: claim.months,
    wageRegion: claim.region,
    monthlyAmount: claim.amount,
    paidMonths: claim.paidMonths.map(monthText),
    unitId: life.commune.id,
  };
}

function educationFor(occupationCode: string, next: Random): LabourRecord['education'] {
  const group = occupationCode[0] as string;
  if (group === '1' || group === '2') return next() < 0.85 ? 'UNIVERSITY' : 'POSTGRADUATE';
  if (group === '3' || group === '4') return next() < 0.6 ? 'COLLEGE' : 'UNIVERSITY';
  return next() < 0.4 ? 'VOCATIONAL' : next() < 0.6 ? 'NONE' : 'PRIMARY';
}
