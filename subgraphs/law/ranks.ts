/** Salary class (loại): a column of the salary tables of Decree 204/2004/NĐ-CP. Money in coefficients of the base salary. */
export type SalaryClass = {
  readonly steps: number;
  readonly start: number;
  readonly increment: number;
  /** The published coefficient of the last step. */
  readonly top: number;
  /** Months on a step before the next one. */
  readonly monthsPerStep: number;
};

export const SALARY_CLASSES = {
  'A3.1': { steps: 6, start: 6.2, increment: 0.36, top: 8.0, monthsPerStep: 36 },
  'A2.1': { steps: 8, start: 4.4, increment: 0.34, top: 6.78, monthsPerStep: 36 },
  'A2.2': { steps: 8, start: 4.0, increment: 0.34, top: 6.38, monthsPerStep: 36 },
  A1: { steps: 9, start: 2.34, increment: 0.33, top: 4.98, monthsPerStep: 36 },
  // 24 months for A0 is domain.md's; Circular 08/2013/TT-BNV as commonly read says 36 for ranks that ask for a college degree (unsure).
  A0: { steps: 10, start: 2.1, increment: 0.31, top: 4.89, monthsPerStep: 24 },
  B: { steps: 12, start: 1.86, increment: 0.2, top: 4.06, monthsPerStep: 24 },
} as const satisfies Record<string, SalaryClass>;

export type SalaryClassName = keyof typeof SALARY_CLASSES;

export type Rank = SalaryClass & {
  /** Rank code (mã ngạch) or code of professional title (mã số chức danh nghề nghiệp). */
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  readonly kind: 'CIVIL_SERVICE_RANK' | 'PROFESSIONAL_TITLE';
  readonly salaryClass: SalaryClassName;
  readonly source: string;
  readonly unsure?: string;
};

const CIVIL_SERVICE = 'Decree 204/2004/NĐ-CP; Circular 2/2021/TT-BNV';
const CLASS_UNSURE = 'code and class as commonly reported, not seen in a source document';

const rank = (code: string, salaryClass: SalaryClassName, vi: string, en: string): Rank => ({
  code,
  vi,
  en,
  kind: 'CIVIL_SERVICE_RANK',
  salaryClass,
  source: CIVIL_SERVICE,
  ...SALARY_CLASSES[salaryClass],
});

const title = (code: string, salaryClass: SalaryClassName, vi: string, en: string, source: string): Rank => ({
  ...rank(code, salaryClass, vi, en),
  kind: 'PROFESSIONAL_TITLE',
  source,
  unsure: CLASS_UNSURE,
});

/** Civil servants' general ranks, and a subset of public employees' professional titles (teachers, doctors, nurses). */
export const RANKS: readonly Rank[] = [
  rank('01.001', 'A3.1', 'Chuyên viên cao cấp', 'Senior specialist'),
  rank('01.002', 'A2.1', 'Chuyên viên chính', 'Principal specialist'),
  rank('01.003', 'A1', 'Chuyên viên', 'Specialist'),
  rank('01.004', 'A0', 'Cán sự', 'Technician'),
  rank('01.005', 'B', 'Nhân viên', 'Clerk'),
  title('V.07.02.25', 'A1', 'Giáo viên mầm non hạng II', 'Preschool teacher, class II', 'Circular 01/2021/TT-BGDĐT'),
  title('V.07.02.26', 'A0', 'Giáo viên mầm non hạng III', 'Preschool teacher, class III', 'Circular 01/2021/TT-BGDĐT'),
  title('V.07.03.28', 'A2.2', 'Giáo viên tiểu học hạng II', 'Primary teacher, class II', 'Circular 02/2021/TT-BGDĐT'),
  title('V.07.03.29', 'A1', 'Giáo viên tiểu học hạng III', 'Primary teacher, class III', 'Circular 02/2021/TT-BGDĐT'),
  title(
    'V.07.04.31',
    'A2.2',
    'Giáo viên THCS hạng II',
    'Lower secondary teacher, class II',
    'Circular 03/2021/TT-BGDĐT',
  ),
  title(
    'V.07.04.32',
    'A1',
    'Giáo viên THCS hạng III',
    'Lower secondary teacher, class III',
    'Circular 03/2021/TT-BGDĐT',
  ),
  title(
    'V.07.05.14',
    'A2.2',
    'Giáo viên THPT hạng II',
    'Upper secondary teacher, class II',
    'Circular 04/2021/TT-BGDĐT',
  ),
  title(
    'V.07.05.15',
    'A1',
    'Giáo viên THPT hạng III',
    'Upper secondary teacher, class III',
    'Circular 04/2021/TT-BGDĐT',
  ),
  title(
    'V.08.01.02',
    'A2.1',
    'Bác sĩ chính (hạng II)',
    'Principal doctor, class II',
    'Joint Circular 10/2015/TTLT-BYT-BNV',
  ),
  title('V.08.01.03', 'A1', 'Bác sĩ (hạng III)', 'Doctor, class III', 'Joint Circular 10/2015/TTLT-BYT-BNV'),
  title('V.08.05.12', 'A1', 'Điều dưỡng hạng III', 'Nurse, class III', 'Joint Circular 26/2015/TTLT-BYT-BNV'),
];

const BY_CODE: ReadonlyMap<string, Rank> = new Map(RANKS.map((each) => [each.code, each]));

/** The rank or title with a code; null where the table has none (the table of titles is a subset). */
export function findRank(code: string): Rank | null {
  return BY_CODE.get(code) ?? null;
}

/**
 * The coefficient of a step (1 .. steps): start + (step - 1) x increment, to 2 decimals.
 * Null where the rank is unknown or has no such step: nothing can be expected then.
 */
export function expectedCoefficient(code: string, step: number): number | null {
  const found = findRank(code);
  if (!found || !Number.isInteger(step) || step < 1 || step > found.steps) return null;
  return Math.round((found.start + (step - 1) * found.increment) * 100) / 100;
}

/** True where the coefficient is within .005 of the expected one; null where nothing can be expected. */
export function agreesWithRank(code: string, step: number, coefficient: number): boolean | null {
  const expected = expectedCoefficient(code, step);
  // In thousandths: 4.98 - 4.975 is 0.00500...07 in binary, and the rule is about decimals.
  return expected === null ? null : Math.abs(Math.round((coefficient - expected) * 1000)) < 5;
}

/**
 * Over-frame seniority (phụ cấp thâm niên vượt khung), whole percent of the top step's coefficient: nothing until one has
 * stood on the top step for as long as a step lasts, then 5, then 1 more each full year.
 * Source: Decree 204/2004/NĐ-CP art. 6; Circular 04/2005/TT-BNV.
 */
export function overFramePercent(code: string, monthsOnTopStep: number): number {
  const wait = findRank(code)?.monthsPerStep ?? Number.POSITIVE_INFINITY;
  return monthsOnTopStep < wait ? 0 : 5 + Math.floor((monthsOnTopStep - wait) / 12);
}
