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
  const isReplacedByItself = (answer: CitizenAnswer) =>
    answer.status === 'SUPERSEDED' && answer.supersededBy === answer.number;
  return parsed.data.answers.some(isReplacedByItself) ? null : answers;
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
