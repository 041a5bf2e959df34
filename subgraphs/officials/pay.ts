import { BASE_SALARIES, baseSalaryOfMonth } from '../law/base-salary.ts';
import { firstDay } from '../law/calendar.ts';
import { monthlyPay } from '../law/official-pay.ts';
import { expectedOfficialBase } from '../law/social-insurance.ts';
import type { StepInForce } from './steps-in-force.ts';
import type { OfficialRow } from './tables.ts';

/** The law of contributions that `expectedOfficialBase` holds; before it nothing can be expected. */
const contributionsFrom = '2025-07';

/** `type MonthlyPay` of the schema; amounts in whole VND. */
type MonthlyPay = {
  month: string;
  coefficient: number;
  positionAllowance: number;
  overFramePercent: number;
  baseSalary: number;
  amount: number;
  expectedInsuredBase: number | null;
};

/**
 * The pay of a month (yyyy-MM) by the salary step in force on its first day. Null where none was, where the official was not in
 * service on that day, before the base salaries known, and after the current month: what will be paid is not known.
 *
 * @param currentMonth yyyy-MM
 */
export function payOfMonth(
  official: Pick<OfficialRow, 'hiredOn' | 'leftOn'>,
  steps: readonly StepInForce[],
  month: string,
  currentMonth: string,
): MonthlyPay | null {
  const day = firstDay(month);
  const step = steps.find(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom <= day && (effectiveTo === null || day < effectiveTo),
  );
  const inService = official.hiredOn <= day && (official.leftOn === null || day < official.leftOn);
  if (!step || !inService || month > currentMonth || day < (BASE_SALARIES[0]?.validFrom ?? day)) return null;
  const { coefficient, positionAllowance, overFramePercent } = step;
  const parts = { coefficient, positionAllowance, overFramePercent };
  return {
    month,
    ...parts,
    baseSalary: baseSalaryOfMonth(month),
    amount: monthlyPay(parts, month),
    expectedInsuredBase: month < contributionsFrom ? null : expectedOfficialBase(parts, month),
  };
}
