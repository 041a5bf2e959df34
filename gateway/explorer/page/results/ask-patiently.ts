import type { Answer } from './answer.ts';

export type AskedOperation = { query: string; operationName: string | undefined; variables: Record<string, unknown> };

/** Sends one operation as the page's caller; rejects where nobody answers. */
export type Ask = (asked: AskedOperation, signal: AbortSignal) => Promise<Response>;

type PatientOptions = {
  ask: Ask;
  asked: AskedOperation;
  signal: AbortSignal;
  /** Told the seconds until the next attempt. */
  onWait: (seconds: number) => void;
};

const busy = new Set([429, 503]);
const attempts = 10;
/** Seconds: a budget is a minute's, so who waits longer than two waits for something else. */
const longestWait = 120;

/**
 * Asks, and where the gateway answers 429 or 503 waits as long as it says (Retry-After, in seconds) before it asks again. Undefined once it
 * is stopped. What is no answer of GraphQL becomes one with an error.
 */
export async function askPatiently({ ask, asked, signal, onWait }: PatientOptions): Promise<Answer | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await ask(asked, signal);
      if (busy.has(response.status) && attempt < attempts) {
        await response.body?.cancel();
        const seconds = secondsOf(response.headers.get('retry-after'));
        onWait(seconds);
        await passed(seconds, signal);
        onWait(0);
        continue;
      }
      return (await response.json()) as Answer;
    } catch (error) {
      if (signal.aborted) return undefined;
      return { data: null, errors: [{ message: (error as Error).message }] };
    }
  }
}

function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? 1);
  return seconds >= 0 ? Math.min(seconds, longestWait) : 1;
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
