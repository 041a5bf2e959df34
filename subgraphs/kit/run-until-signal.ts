import { once } from 'node:events';
import { constants } from 'node:os';
import { describeError } from './describe-error.ts';
import { EnvironmentError } from './environment.ts';
import { createLog } from './log.ts';

/**
 * SIGHUP too: a terminal that is closed must not leave a server behind. What changes while we run (the supergraph, keys,
 * manifests) is found by watching its file and needs no signal.
 */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Milliseconds in which a second signal is the first one again. A terminal's Ctrl-C comes twice, from the terminal and a few
 * milliseconds later from npm, and nothing else tells the two apart from somebody who has lost patience.
 */
const sameSignal = 1_000;

type ErrorClass = abstract new (...args: never[]) => Error;

/** Puts what is to be undone on `stack`, and gives up with an error soon after `stopping` is aborted. */
type Work<Result = void> = (stack: AsyncDisposableStack, stopping: AbortSignal) => Promise<Result>;

/**
 * Runs a service until Ctrl-C or SIGTERM, then undoes in reverse order what `start` put on the stack, also in the middle
 * of the start, and ends with 0. A second signal ends it at once, with 128 + its number. An error that is a message to whoever
 * started it is told in its own words, without a stack trace, and ends with 1.
 *
 * @param expected error classes that are such messages, beside EnvironmentError
 * @param told stops it like a signal, for a process that another one looks after
 */
export async function runUntilSignal(start: Work, expected: ErrorClass[] = [], told?: AbortSignal): Promise<never> {
  // graphql-js stops listening to what is under way of a list once one of its items fails at once: that belongs to one request,
  // which has its error, and must not end a service for all others.
  process.on('unhandledRejection', tellUnheard);
  return await run(
    async (stack, stopping) => {
      await start(stack, stopping);
      if (!stopping.aborted) await once(stopping, 'abort');
    },
    expected,
    () => 0,
    told,
  );
}

/**
 * Runs a command to its end, with the same care for signals and errors. It may return its exit code. A signal ends it like
 * any program: 128 + its number.
 *
 * @param expected as in runUntilSignal
 */
export async function runToEnd(command: Work<unknown>, expected: ErrorClass[] = []): Promise<never> {
  return await run(command, expected, numberOf);
}

/** By its kind and place: a message may repeat what a client sent. */
function tellUnheard(reason: unknown): void {
  const { name, stack = '' } = reason instanceof Error ? reason : new Error();
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  createLog('error').error({ error: [name, ...frames].join('\n') }, 'a failure that nobody heard');
}

type Signal = (typeof signals)[number];

const numberOf = (signal: Signal): number => 128 + constants.signals[signal];

async function run(
  work: Work<unknown>,
  expected: ErrorClass[],
  codeAfter: (signal: Signal) => number,
  told?: AbortSignal,
): Promise<never> {
  const stack = new AsyncDisposableStack();
  const stopping = new AbortController();
  let code = 0;
  const fail = (error: unknown) => {
    console.error(describe(error, expected));
    code = 1;
  };
  let first: number | undefined;
  for (const signal of signals) {
    process.on(signal, () => {
      const now = performance.now();
      first ??= now;
      if (now - first >= sameSignal) process.exit(numberOf(signal));
      // A failure may have stopped it before.
      if (stopping.signal.aborted) return;
      code = codeAfter(signal);
      stopping.abort();
    });
  }
  told?.addEventListener('abort', () => stopping.abort());
  process.on('uncaughtException', (error) => {
    fail(error);
    stopping.abort();
  });
  const ended = await work(stack, stopping.signal).catch((error: unknown) => {
    // What was under way when it was told to stop fails; that is no news.
    if (!stopping.signal.aborted) fail(error);
  });
  if (typeof ended === 'number' && !stopping.signal.aborted) code = ended;
  await stack.disposeAsync().catch(fail);
  process.exit(code);
}

function describe(error: unknown, expected: ErrorClass[]): string {
  if (error instanceof Error && [EnvironmentError, ...expected].some((known) => error instanceof known))
    return `lienthong: ${error.message.replaceAll('\n', '\nlienthong: ')}`;
  return describeError(error);
}
