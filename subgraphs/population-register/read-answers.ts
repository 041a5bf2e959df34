import { today } from '../kit/today.ts';
import { lookupResponse } from './contract.ts';
import type { CitizenAnswer } from './register.ts';

/**
 * Reads the body of a lookup's response: one answer for each number that was asked, and none for another. Null for anything
 * else; what was wrong with it is not told, because a parser's message repeats values.
 */
export function readAnswers(body: string, numbers: readonly string[]): Map<string, CitizenAnswer> | null {
  const parsed = lookupResponse.safeParse(parse(body));
  if (!parsed.success || parsed.data.answers.length !== numbers.length) return null;
  const answers = new Map(parsed.data.answers.map((answer) => [answer.number, answer]));
  // As many answers as numbers, all different, and one for each number: so there is none for another.
  if (answers.size !== numbers.length || !numbers.every((number) => answers.has(number))) return null;
  return isPossible(parsed.data.answers) ? answers : null;
}

/** Whether people could have lived so: dead after birth and not later than today, and no number in place of itself. (One may replace two: a person who had two.) */
function isPossible(answers: readonly CitizenAnswer[]): boolean {
  const now = today();
  return answers.every((answer) => {
    if (answer.status === 'SUPERSEDED') return answer.supersededBy !== answer.number;
    return answer.status !== 'DECEASED' || (answer.birthDate <= answer.diedOn && answer.diedOn <= now);
  });
}

/** Undefined for what is no JSON, and for a `__proto__`, which no honest register sends. */
function parse(body: string): unknown {
  let isForged = false;
  try {
    const value: unknown = JSON.parse(body, (key, each) => {
      isForged ||= key === '__proto__';
      return each;
    });
    return isForged ? undefined : value;
  } catch {
    return undefined;
  }
}
