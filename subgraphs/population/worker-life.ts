import type { WageRegion } from '../law/minimum-wage.ts';
import type { Occupation } from '../law/occupations.ts';
import { unemploymentBenefit, unemploymentBenefitMonths } from '../law/unemployment-benefit.ts';
import { monthOf, monthText } from './calendar.ts';
import type { Workplace } from './employers.ts';
import { BENEFIT_BESIDE_CONTRIBUTION, DUPLICATE_INSURANCE_NUMBER, type Fault, hasFault } from './faults.ts';
import type { Truth } from './identity.ts';
import type { ClaimStatus, WorkerStatus } from './labour-record.ts';
import type { Commune, Province } from './places.ts';
import { PURPOSE } from './purpose.ts';
import { integer, pick, type Random, random } from './random.ts';
import { rareFault } from './rare-faults.ts';
import { RARE_FAULTS_OF_WORKERS } from './rare-faults-of-workers.ts';
import { salaryFor } from './salaries.ts';
import { AS_OF, type Sex } from './story.ts';
import type { World } from './world.ts';

/** A job from a month to a month, both included; `to` is null while it lasts. */
export type Job = {
  workplace: Workplace;
  occupation: Occupation;
  from: number;
  to: number | null;
  termMonths: number | null;
  salary: number;
};
export type Claim = {
  /** Month of the decision; the first paid month follows. */
  decided: number;
  status: ClaimStatus;
  contributedMonths: number;
  base: number;
  months: number;
  amount: number;
  region: WageRegion;
  paidMonths: number[];
};

/** The facts of a worker's life that the labour and the social security records start from. Months: see calendar.ts. */
export type WorkerLife = {
  index: number;
  truth: Truth;
  province: Province;
  commune: Commune;
  faults: Fault[];
  status: WorkerStatus;
  occupation: Occupation;
  /** Earliest first; a running one is the last. */
  jobs: Job[];
  claim: Claim | null;
  /** Fault BENEFIT_BESIDE_CONTRIBUTION: who contributes, from which month. */
  beside: { workplace: Workplace; from: number; salary: number } | null;
};

const NOW = monthOf(AS_OF);

export function workerLife(world: World, index: number): WorkerLife {
  const next = random(world.seed, index, PURPOSE.contract);
  const u = next();
  const status: WorkerStatus = u < 0.84 ? 'EMPLOYED' : u < 0.91 ? 'UNEMPLOYED' : 'INACTIVE';
  const workplace = world.employers.place(world.employers.working(next()));
  const province = world.places.provinceByCode.get(workplace.commune.provinceCode) as Province;
  const commune = next() < 0.5 ? workplace.commune : pick(next, province.communes);
  const sex: Sex = next() < 0.49 ? 'FEMALE' : 'MALE';
  const oldest = (sex === 'MALE' ? 61 : 56) * 12;
  const age = 19 * 12 + Math.floor(((next() + next()) / 2) * (oldest - 19 * 12));
  const truth = world.identities.identity(random(world.seed, index, PURPOSE.identity), index, {
    sex,
    birthMonth: NOW - age,
    province,
    commune,
  });
  const occupation = pick(next, workplace.occupations);
  const jobs = jobsOf(world, next, status, workplace, occupation, age);
  const last = jobs[jobs.length - 1];
  const claim = status === 'UNEMPLOYED' && last ? claimOf(next, jobs, last) : null;
  const faults: Fault[] = [];
  const beside = claim && besideOf(world, next, index, claim, last as Job);
  if (beside) faults.push('BENEFIT_BESIDE_CONTRIBUTION');
  if (status === 'EMPLOYED' && workplace.stopped) faults.push('EMPLOYER_STOPPED_CONTRIBUTING');
  if (jobs.length > 0 && hasFault(world.seed, index, PURPOSE.secondNumber, DUPLICATE_INSURANCE_NUMBER))
    faults.push('DUPLICATE_INSURANCE_NUMBER');
  const life: WorkerLife = { index, truth, province, commune, faults, status, occupation, jobs, claim, beside };
  const rare = faults.length === 0 && rareFault(world.seed, index, RARE_FAULTS_OF_WORKERS, { world, life });
  if (rare) faults.push(rare);
  return life;
}

/** An earlier job for some, then the present one, or for the jobless the one that ended lately. */
function jobsOf(
  world: World,
  next: Random,
  status: WorkerStatus,
  workplace: Workplace,
  occupation: Occupation,
  age: number,
): Job[] {
  if (status === 'INACTIVE' && next() < 0.5) return [];
  const end =
    status === 'EMPLOYED' ? null : status === 'UNEMPLOYED' ? NOW - integer(next, 2, 11) : NOW - integer(next, 14, 40);
  // Months between the 18th birthday and the end of the job.
  const working = age - 18 * 12 - (NOW - (end ?? NOW));
  if (working < 1) return [];
  const definite = next() < 0.45;
  const termMonths = definite ? pick(next, [12, 24, 36] as const) : null;
  const lasted = Math.min(definite ? integer(next, 1, (termMonths as number) - 1) : integer(next, 6, 140), working);
  const from = (end ?? NOW) - lasted + 1;
  const salary = salaryFor(occupation, next());
  const present: Job = { workplace, occupation, from, to: end, termMonths, salary };
  const left = working - lasted;
  if (left < 8 || next() < 0.5) return [present];
  const earlierLasted = integer(next, 6, Math.min(36, left - 1));
  const earlier: Job = {
    workplace: world.employers.place(world.employers.working(next())),
    occupation,
    from: from - earlierLasted,
    to: from - 1,
    termMonths: null,
    salary: Math.max(5_400_000, Math.round((salary * 0.9) / 10_000) * 10_000),
  };
  return [earlier, present];
}

function claimOf(next: Random, jobs: Job[], last: Job): Claim | null {
  if (next() > 0.75) return null;
  const lastMonth = last.to as number;
  const contributedMonths = jobs.reduce((sum, { from, to }) => sum + (to as number) - from + 1, 0);
  const months = unemploymentBenefitMonths(contributedMonths);
  const region = wageRegionOf(last.workplace.commune);
  const common = { decided: lastMonth + 1, contributedMonths, base: last.salary, region };
  if (months === 0) return { ...common, status: 'REFUSED', months, amount: 0, paidMonths: [] };
  const bases = recentBases(jobs, lastMonth);
  const amount = unemploymentBenefit(bases, monthText(lastMonth), region);
  const base = Math.round(bases.reduce((sum, each) => sum + each, 0) / bases.length);
  const suspended = next() < 0.05;
  const paid = Math.min(suspended ? 1 : months, NOW - common.decided);
  const paidMonths = Array.from({ length: Math.max(0, paid) }, (_, at) => common.decided + 1 + at);
  const status: ClaimStatus = paidMonths.length === months ? 'ENDED' : suspended ? 'SUSPENDED' : 'RECEIVING';
  return { ...common, base, status, months, amount, paidMonths };
}

/** The salaries of the last six months worked, oldest first; they lie within the limits of the insured base. */
function recentBases(jobs: Job[], lastMonth: number): number[] {
  const bases: number[] = [];
  for (let month = lastMonth - 5; month <= lastMonth; month++) {
    const job = jobs.find(({ from, to }) => from <= month && month <= (to as number));
    if (job) bases.push(job.salary);
  }
  return bases;
}

/** Wage region of a commune (unsure: Decree 293/2025/NĐ-CP lists them by commune; here wards of the five old cities are I, other wards II). */
function wageRegionOf({ urban, provinceCode }: Commune): WageRegion {
  if (!urban) return 'III';
  return ['01', '31', '48', '79', '92'].includes(provinceCode) ? 'I' : 'II';
}

function besideOf(world: World, next: Random, index: number, claim: Claim, last: Job): WorkerLife['beside'] {
  const from = claim.paidMonths[1];
  if (from === undefined || !hasFault(world.seed, index, PURPOSE.besideContribution, BENEFIT_BESIDE_CONTRIBUTION))
    return null;
  return { workplace: world.employers.place(world.employers.paying(next())), from, salary: last.salary };
}
