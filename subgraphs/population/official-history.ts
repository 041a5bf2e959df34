import { dayOf, dayText, firstDayOf, monthOf, workingDay } from './calendar.ts';
import { EXCELLENT_OVER_QUOTA, hasFault } from './faults.ts';
import type { Office } from './offices.ts';
import type { OfficialLife } from './official-life.ts';
import type { Discipline, RatingGrade, Reward, YearlyRating } from './official-record.ts';
import { PURPOSE } from './purpose.ts';
import { hash, integer, pick, type Random } from './random.ts';

const GROUP = 10;
/** Nothing is decided on one who leaves, once leaving is: that is 3 to 12 days before. */
const LEAVING_DAYS = 14;
/** The smallest agency whose ratings can be over the quota by chance of this generator. */
const OVER_RATED_FROM = 5;
const RATED_YEARS = [2023, 2024, 2025] as const;
/** Grades alone were given before (unsure). */
const FIRST_YEAR_BY_SCORE = 2025;

/**
 * Ratings of the years served from their middle on and known. In each full ten of an agency's places one is rated excellent: at most 20 % of
 * the goods even where half of the ten are not good. With the fault EXCELLENT_OVER_QUOTA the first four are too, in one year.
 */
export function ratingsOf(life: OfficialLife, seed: number, disciplinedYear: number | null): YearlyRating[] {
  const ratings: YearlyRating[] = [];
  for (const year of RATED_YEARS) {
    const decided = workingDay(dayOf(`${year}-12-15`) + (hash(seed, life.office.index, year) % 10));
    const lastDay = life.left === null ? life.knownUntil : firstDayOf(life.left) - LEAVING_DAYS;
    if (life.hired > year * 12 + 6 || decided >= lastDay) continue;
    const grade = gradeIn(life, seed, year, year === disciplinedYear);
    ratings.push({
      year,
      score: year < FIRST_YEAR_BY_SCORE ? null : scoreOf(grade, life.index, seed),
      grade,
      decidedOn: dayText(decided),
    });
  }
  return ratings;
}

function gradeIn(life: OfficialLife, seed: number, year: number, disciplined: boolean): RatingGrade {
  if (disciplined) return life.faults.includes('EXCELLENT_WITH_DISCIPLINE') ? 'EXCELLENT' : 'NOT_COMPLETED';
  if (overQuotaYear(life.office, seed) === year && life.place % GROUP < 4) return 'EXCELLENT';
  // Stale agencies have ratings of 2025 for those alone who left since, too few for an excellent.
  if (life.office.stale && year === 2025) return 'GOOD';
  const group = Math.floor(life.place / GROUP);
  if ((group + 1) * GROUP > life.office.size) return 'GOOD';
  const turn = hash(seed, life.office.index * 4096 + group, PURPOSE.rating + year) % GROUP;
  const distance = (life.place - turn + 10 * GROUP) % GROUP;
  if (distance === 0) return 'EXCELLENT';
  return distance === 5 && hash(seed, life.index, PURPOSE.rating + year) % 4 === 0 ? 'COMPLETED' : 'GOOD';
}

/** The year in which an agency rated too many excellent (fault EXCELLENT_OVER_QUOTA), or null for most agencies. */
export function overQuotaYear(office: Office, seed: number): number | null {
  if (office.size < OVER_RATED_FROM || !hasFault(seed, office.index, PURPOSE.overQuota, EXCELLENT_OVER_QUOTA))
    return null;
  return office.stale ? 2024 : 2025;
}

function scoreOf(grade: RatingGrade, index: number, seed: number): number {
  const part = hash(seed, index, PURPOSE.rating) % 100;
  if (grade === 'EXCELLENT') return 90 + (part % 9);
  return grade === 'GOOD' ? 70 + (part % 20) : grade === 'COMPLETED' ? 50 + (part % 20) : 30 + (part % 20);
}

const REASONS = [
  ['Vi phạm quy định về thực thi công vụ', 'Breach of rules on the performance of duties'],
  ['Vi phạm quy định về quản lý tài chính', 'Breach of financial rules'],
  ['Vi phạm kỷ luật lao động', 'Breach of work discipline'],
] as const;

/** One discipline in the year 2024 for 0.5 % of those who served then, and for all with EXCELLENT_WITH_DISCIPLINE. */
export function disciplinesOf(life: OfficialLife, next: Random): Discipline[] {
  const u = next();
  if (life.hired > monthOf('2023-12') || !(u < 0.005 || life.faults.includes('EXCELLENT_WITH_DISCIPLINE'))) return [];
  const [reason, reasonEn] = pick(next, REASONS);
  const day = workingDay(dayOf('2024-02-01') + integer(next, 0, 290));
  return [
    {
      kind: next() < 0.7 ? 'REPRIMAND' : 'WARNING',
      reason,
      reasonEn,
      decisionNumber: decision(next, life.office),
      decidedOn: dayText(day),
      effectiveTo: dayText(day + 365),
    },
  ];
}

const REWARDS = [
  ['Danh hiệu Chiến sĩ thi đua cơ sở', 'Emulation fighter of the agency'],
  ['Giấy khen của Thủ trưởng cơ quan', 'Certificate of merit of the head of the agency'],
  [
    'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh',
    "Certificate of merit of the chair of the provincial People's Committee",
  ],
  ['Bằng khen của Bộ trưởng', 'Certificate of merit of the minister'],
] as const;

export function rewardsOf(life: OfficialLife, next: Random): Reward[] {
  if (next() > 0.15) return [];
  const day = Math.max(firstDayOf(life.hired) + 30, dayOf('2018-01-02') + integer(next, 0, 2600));
  const last =
    Math.min(life.knownUntil, life.left === null ? life.knownUntil : firstDayOf(life.left) - LEAVING_DAYS) - 10;
  if (day > last) return [];
  const [name, nameEn] = pick(next, REWARDS);
  return [{ name, nameEn, decisionNumber: decision(next, life.office), decidedOn: dayText(workingDay(day)) }];
}

const ISSUERS = {
  COMMUNE: 'QĐ-UBND',
  PROVINCIAL: 'QĐ-SNV',
  CENTRAL: 'QĐ-BNV',
  SCHOOL: 'QĐ-SGDĐT',
  HOSPITAL: 'QĐ-SYT',
  SERVICE: 'QĐ-UBND',
} as const;

/** A decision's number and issuer, as 1234/QĐ-UBND. */
export function decision(next: Random, office: Office): string {
  return `${integer(next, 11, 3999)}/${ISSUERS[office.kind]}`;
}
