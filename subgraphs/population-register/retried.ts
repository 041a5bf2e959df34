import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from './failures.ts';

type Options = { attempts: number; firstWait: number; stopping?: AbortSignal | undefined };

/** Milliseconds between two attempts, where the register does not ask for more. */
const longestWait = 15_000;

/** Tries until there is an answer, a failure that will stay, or no attempt left; waits a random time that doubles, or what was asked for. */
export async function retried<T extends object>(
  attempt: () => Promise<T | Failure>,
  { attempts, firstWait, stopping }: Options,
): Promise<T | Failure> {
  for (let made = 1; ; made++) {
    const answer = await attempt();
    if (!isFailure(answer) || !answer.retry || made >= attempts) return answer;
    const most = Math.min(firstWait * 2 ** (made - 1), longestWait);
    // Not all at once again: between half of it and all.
    const wait = Math.max(answer.after ?? 0, most * (0.5 + Math.random() / 2));
    await sleep(wait, undefined, stopping ? { signal: stopping } : {});
  }
}

const isFailure = (answer: object): answer is Failure => 'retry' in answer;
