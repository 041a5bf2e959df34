import type { Answer, Ask, Asked } from '../ask.ts';

type PatientOptions = {
  ask: Ask;
  asked: Asked;
  signal: AbortSignal;
  /** Told the seconds until the next attempt. */
  onWait: (seconds: number) => void;
};

/** A budget that is used up, and a gateway that has too much to do. */
const busy = new Set([429, 503]);
const attempts = 10;
/** Seconds: a budget is a minute's, so who waits longer than two waits for something else. */
const longestWait = 120;

/**
 * Asks, and where the gateway answers 429 or 503 waits as long as it says before it asks again. Undefined once it is stopped. A
 * gateway that is not reached becomes an answer with an error.
 */
export async function askPatiently({ ask, asked, signal, onWait }: PatientOptions): Promise<Answer | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { answer, status, retryAfter } = await ask(asked, signal);
      if (!busy.has(status) || attempt === attempts) return answer;
      const seconds = Math.min(retryAfter ?? 1, longestWait);
      onWait(seconds);
      await passed(seconds, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      return { data: null, errors: [{ message: (error as Error).message }] };
    }
  }
}

/** Resolves after that many seconds; rejects when stopped before. */
const passed = (seconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, seconds * 1_000);
    signal.addEventListener('abort', stop, { once: true });
  });
