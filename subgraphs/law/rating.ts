/** Grade of a yearly rating (xếp loại chất lượng hằng năm). */
export type RatingGrade = 'EXCELLENT' | 'GOOD' | 'COMPLETED' | 'NOT_COMPLETED';

/** Lowest score of each grade on a scale of 100, best first. Source: Decree 335/2025/NĐ-CP, in force from 2026-01-01. */
export const RATING_GRADES: readonly { readonly grade: RatingGrade; readonly from: number }[] = [
  { grade: 'EXCELLENT', from: 90 },
  { grade: 'GOOD', from: 70 },
  { grade: 'COMPLETED', from: 50 },
  { grade: 'NOT_COMPLETED', from: 0 },
];

/** Grade of a score; RangeError for a negative score or none. One disciplined in the year has `GRADE_OF_DISCIPLINED`, whatever the score. */
export function gradeOf(score: number): RatingGrade {
  const found = RATING_GRADES.find((row) => score >= row.from);
  if (!found) throw new RangeError(`not a score: ${score}`);
  return found.grade;
}

/**
 * The grade of a year with discipline, from reprimand on, for a violation in public duty: never better than this.
 * Source: Decree 335/2025/NĐ-CP as reported in the press.
 */
export const GRADE_OF_DISCIPLINED: RatingGrade = 'NOT_COMPLETED';

/**
 * How many excellents an agency may have in a year: at most 20 % of those rated good, rounded down (the rounding, and
 * that the excellents themselves do not count among the good, is unsure). The decree also asks it of each group of like
 * duties, and lets agencies of outstanding results exceed it; neither is in the data. Source: Decree 335/2025/NĐ-CP.
 */
export function excellentQuota(goods: number): number {
  return Math.floor(goods / 5);
}
