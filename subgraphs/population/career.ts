import { expectedCoefficient, findRank, overFramePercent, type Rank } from '../law/ranks.ts';

/** A stretch of one rank, step and over-frame percentage from a month (see calendar.ts) until the next one. */
export type Stretch = { month: number; rankCode: string; step: number; coefficient: number; overFramePercent: number };

/** One rank held from a month; the first one at step 1, later ones at the first step not below the coefficient reached. */
export type Promotion = { rankCode: string; month: number };

const KEPT = 5;

/** The last five stretches of a career up to and including a month, earliest first: steps rise on time (law/ranks.ts). */
export function careerOf(promotions: readonly Promotion[], until: number): Stretch[] {
  const stretches: Stretch[] = [];
  promotions.forEach(({ rankCode, month }, at) => {
    const end = Math.min(until, (promotions[at + 1]?.month ?? Number.POSITIVE_INFINITY) - 1);
    const rank = findRank(rankCode);
    if (!rank) throw new Error(`no such rank: ${rankCode}`);
    climb(stretches, rank, month, end);
  });
  return stretches.slice(-KEPT);
}

function climb(stretches: Stretch[], rank: Rank, from: number, end: number): void {
  const reached = stretches[stretches.length - 1]?.coefficient ?? 0;
  let step = 1;
  while (step < rank.steps && coefficientOf(rank.code, step) < reached) step++;
  let month = from;
  for (; month <= end; month += rank.monthsPerStep, step++) {
    stretches.push({
      month,
      rankCode: rank.code,
      step,
      coefficient: coefficientOf(rank.code, step),
      overFramePercent: 0,
    });
    if (step === rank.steps) break;
  }
  if (step !== rank.steps) return;
  for (let over = month + rank.monthsPerStep; over <= end; over += 12) {
    const percent = overFramePercent(rank.code, over - month);
    stretches.push({
      month: over,
      rankCode: rank.code,
      step,
      coefficient: coefficientOf(rank.code, step),
      overFramePercent: percent,
    });
  }
}

const coefficients = new Map<string, readonly number[]>();

function coefficientOf(rankCode: string, step: number): number {
  let steps = coefficients.get(rankCode);
  if (!steps) {
    const count = findRank(rankCode)?.steps ?? 0;
    steps = Array.from({ length: count }, (_, at) => expectedCoefficient(rankCode, at + 1) ?? 0);
    coefficients.set(rankCode, steps);
  }
  return steps[step - 1] as number;
}

/** The stretch in force in a month; null before the first one kept. */
export function stretchIn(stretches: readonly Stretch[], month: number): Stretch | null {
  for (let at = stretches.length - 1; at >= 0; at--) {
    const stretch = stretches[at] as Stretch;
    if (stretch.month <= month) return stretch;
  }
  return null;
}
