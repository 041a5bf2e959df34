import type { Occupation } from '../law/occupations.ts';
import { dayOf, dayText, workingDay } from './calendar.ts';
import type { Vacancy } from './employer.ts';
import type { Commune } from './places.ts';
import { integer, pick, type Random } from './random.ts';
import { salaryFor } from './salaries.ts';
import { AS_OF } from './story.ts';

/** Up to three vacancies of an employer, for two in five. */
export function vacanciesOf(next: Random, commune: Commune, occupations: Occupation[]): Vacancy[] {
  if (next() > 0.4) return [];
  return Array.from({ length: integer(next, 1, 3) }, (_, n): Vacancy => {
    const occupation = pick(next, occupations);
    const posted = workingDay(dayOf('2026-04-01') + integer(next, 0, 205));
    const closes = posted + integer(next, 20, 90);
    const from = salaryFor(occupation, next() * 0.5);
    return {
      n,
      occupationCode: occupation.code,
      title: occupation.vi,
      titleEn: occupation.en,
      quantity: integer(next, 1, 20),
      unitId: commune.id,
      monthlySalaryFrom: from,
      monthlySalaryTo: Math.round((from * 1.4) / 100_000) * 100_000,
      postedOn: dayText(posted),
      closesOn: dayText(closes),
      status: closes < dayOf(AS_OF) ? (next() < 0.7 ? 'FILLED' : 'WITHDRAWN') : next() < 0.85 ? 'OPEN' : 'FILLED',
    };
  });
}
