import type { Occupation } from '../law/occupations.ts';

/** Lowest and highest usual monthly salary (VND) by major group of occupations (assumption), above the highest minimum wage of 2026. */
const SALARIES: Record<string, readonly [number, number]> = {
  '1': [20e6, 46e6],
  '2': [11e6, 36e6],
  '3': [9e6, 20e6],
  '4': [7e6, 13e6],
  '5': [6e6, 12e6],
  '6': [5.4e6, 8e6],
  '7': [7e6, 15e6],
  '8': [6.5e6, 13e6],
  '9': [5.4e6, 8e6],
};

/** A monthly salary for an occupation, whole multiples of 10,000 VND. */
export function salaryFor({ code }: Occupation, u: number): number {
  const [low, high] = SALARIES[code[0] as string] ?? [6e6, 12e6];
  return Math.round((low + (high - low) * u * u) / 10_000) * 10_000;
}
