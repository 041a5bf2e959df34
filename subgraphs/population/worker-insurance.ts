import { clampInsuredBase, expectedWorkerBase } from '../law/social-insurance.ts';
import { dayText, firstDayOf, monthOf, monthText } from './calendar.ts';
import { healthCard } from './health-cards.ts';
import { insuredRecords } from './insured.ts';
import { type Listing, listing, poorHousehold } from './poor-household.ts';
import { PURPOSE } from './purpose.ts';
import { integer, type Random, random } from './random.ts';
import type {
  Benefit,
  ContributionMonth,
  InsuredCategory,
  InsuredStatus,
  SocialSecurityRecord,
} from './social-security-record.ts';
import { CONTRIBUTION_MONTHS } from './story.ts';
import { voluntaryMonths } from './voluntary.ts';
import { type WorkerLife, workerLife } from './worker-life.ts';
import type { World } from './world.ts';

const MONTHS = CONTRIBUTION_MONTHS.map(monthOf);
/** The last month paid by employers with EMPLOYER_STOPPED_CONTRIBUTING: three months are missing. */
const LAST_PAID_BY_STOPPED = monthOf('2026-07');

/** Share of the heads of poor and near-poor households among workers without work and those paid least (assumption). */
const POOR = 0.04;
const LOW_SALARY = 6_500_000;

export function workerInsurance(world: World, index: number): SocialSecurityRecord {
  const life = workerLife(world, index);
  const next = random(world.seed, index, PURPOSE.insurance);
  const { truth, jobs, province, commune, claim } = life;
  const voluntary =
    jobs.length === 0 && next() < 0.25 ? clampInsuredBase(1_500_000 + 500_000 * integer(next, 2, 12), '2026-10') : null;
  const contributions = voluntary ? voluntaryMonths(voluntary) : contributionsOf(life);
  const joined = jobs[0]?.from ?? monthOf('2025-11') - integer(next, 0, 30);
  const insured =
    jobs.length === 0 && !voluntary
      ? []
      : insuredRecords(world, next, {
          index,
          truth,
          province,
          faults: life.faults,
          contributions,
          joined,
          ...standing(life, contributions, voluntary !== null),
          months: voluntary ? monthOf('2026-11') - joined : monthsOf(life),
        });
  const { ethnicGroup: _, ...identity } = truth;
  const household = random(world.seed, index, PURPOSE.household);
  const listed = listingOf(life, household);
  const poor = listed && listed.removedOn === null ? (listed.standard === 'POOR' ? 'HN' : 'CN') : 'GD';
  return {
    identity,
    insured,
    benefits: benefitsOf(life, contributions, next),
    pension: null,
    socialPension: null,
    assistance: [],
    poorHousehold: listed && poorHousehold({ index, truth, commune }, listed, [], household),
    merit: null,
    healthCard: healthCard(
      world,
      index,
      province,
      commune.id,
      claim?.status === 'RECEIVING' ? 'TN' : life.status === 'EMPLOYED' ? 'DN' : poor,
    ),
  };
}

function listingOf({ status, jobs }: WorkerLife, next: Random): Listing | null {
  const salary = jobs[jobs.length - 1]?.salary ?? 0;
  if ((status === 'EMPLOYED' && salary > LOW_SALARY) || next() >= POOR) return null;
  return listing(next, status !== 'EMPLOYED' && next() < 0.4 ? 'POOR' : 'NEAR_POOR', true);
}

function standing({ status }: WorkerLife, contributions: ContributionMonth[], voluntary: boolean) {
  const category: InsuredCategory = voluntary ? 'VOLUNTARY' : 'CONTRACT_WORKER';
  const current = contributions[contributions.length - 1]?.month === '2026-10';
  const insuredStatus: InsuredStatus = current || status === 'EMPLOYED' ? 'CONTRIBUTING' : 'PAUSED';
  return { scheme: voluntary ? ('VOLUNTARY' as const) : ('COMPULSORY' as const), category, status: insuredStatus };
}

/** Months paid in over all jobs; what an employer who stopped did not pay is not among them. */
function monthsOf({ jobs, beside }: WorkerLife): number {
  const end = monthOf('2026-10');
  const worked = jobs.reduce((sum, { from, to, workplace }) => {
    const last = to ?? end;
    return sum + (workplace.stopped ? Math.min(last, LAST_PAID_BY_STOPPED) : last) - from + 1;
  }, 0);
  return worked + (beside ? end - beside.from + 1 : 0);
}

function contributionsOf({ jobs, beside }: WorkerLife): ContributionMonth[] {
  const contributions: ContributionMonth[] = [];
  for (let at = 0; at < MONTHS.length; at++) {
    const month = MONTHS[at] as number;
    const text = CONTRIBUTION_MONTHS[at] as string;
    if (beside && month >= beside.from) {
      contributions.push(contribution(text, beside.salary, beside.workplace.taxCode));
      continue;
    }
    const job = jobs.find(({ from, to }) => from <= month && (to === null || month <= to));
    if (!job || (job.workplace.stopped && month > LAST_PAID_BY_STOPPED)) continue;
    contributions.push(contribution(text, job.salary, job.workplace.taxCode));
  }
  return contributions;
}

function contribution(month: string, salary: number, employerTaxCode: string): ContributionMonth {
  return { month, base: expectedWorkerBase(salary, month), employerTaxCode, agencyId: null, unemploymentInsured: true };
}

function benefitsOf(
  { claim, status, jobs, truth }: WorkerLife,
  contributions: ContributionMonth[],
  next: Random,
): Benefit[] {
  const benefits: Benefit[] = [];
  const add = (
    kind: Benefit['kind'],
    fromMonth: string,
    toMonth: string | null,
    monthlyAmount: number,
    decidedOn: string,
  ) =>
    benefits.push({
      n: benefits.length,
      kind,
      fromMonth,
      toMonth,
      monthlyAmount,
      decisionNumber: `${integer(next, 101, 29_999)}/QĐ-BHXH`,
      decidedOn,
    });
  const [first] = claim?.paidMonths ?? [];
  if (claim && first !== undefined) {
    const last = claim.paidMonths[claim.paidMonths.length - 1] as number;
    add(
      'UNEMPLOYMENT',
      monthText(first),
      claim.status === 'RECEIVING' ? null : monthText(last),
      claim.amount,
      dayText(firstDayOf(claim.decided) + 20),
    );
  }
  const paid = contributions[0];
  if (status === 'EMPLOYED' && paid && next() < 0.05)
    add(
      'SICKNESS',
      paid.month,
      paid.month,
      Math.round((paid.base * 0.75 * integer(next, 2, 12)) / 24),
      `${paid.month}-20`,
    );
  const from = monthOf('2024-01') + integer(next, 0, 14);
  const year = Number(truth.birthDate.slice(0, 4));
  const started = jobs[0]?.from ?? Number.POSITIVE_INFINITY;
  if (truth.sex === 'FEMALE' && year > 1984 && year < 2002 && started < from - 12 && next() < 0.12) {
    add('MATERNITY', monthText(from), monthText(from + 5), jobs[0]?.salary ?? 0, dayText(firstDayOf(from) + 14));
  }
  const ended = jobs[jobs.length - 1]?.to;
  if (status === 'INACTIVE' && ended && next() < 0.3) {
    const month = monthText(Math.min(ended + 13, monthOf('2026-10')));
    add('LUMP_SUM', month, month, (jobs[0]?.salary ?? 0) * integer(next, 2, 8), `${month}-10`);
  }
  if (status === 'EMPLOYED' && next() < 0.004)
    add('ACCIDENT_DISEASE', '2025-03', null, 780_000 + 10_000 * integer(next, 0, 60), '2025-03-18');
  return benefits;
}
