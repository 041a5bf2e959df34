import { EnvironmentError } from './environment.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * Runs a service until Ctrl-C or SIGTERM, then undoes in reverse order what it put on the stack, also in the middle of its
 * start. An error that is a message to whoever started it is told in its own words, without a stack, and ends with 1.
 *
 * @param expected error classes that are such messages, beside EnvironmentError
 */
export async function runUntilSignal(
  start: (stack: AsyncDisposableStack) => Promise<void>,
  expected: ErrorClass[] = [],
): Promise<void> {
  const stack = new AsyncDisposableStack();
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await stack.disposeAsync();
    process.exit(code);
  };
  for (const signal of signals) process.on(signal, () => stop(0));
  try {
    await start(stack);
  } catch (error) {
    // What a start was doing when it was told to stop fails; that is no news.
    if (stopping) return;
    console.error(describe(error, expected));
    await stop(1);
  }
}

/** Runs a command to its end, with the same care for signals and errors. */
export async function runToEnd(command: (stack: AsyncDisposableStack) => Promise<void>): Promise<void> {
  await runUntilSignal(async (stack) => {
    await command(stack);
    await stack.disposeAsync();
    process.exit(0);
  });
}

function describe(error: unknown, expected: ErrorClass[]): string {
  if (error instanceof Error && [EnvironmentError, ...expected].some((known) => error instanceof known))
    return `lienthong: ${error.message.replaceAll('\n', '\nlienthong: ')}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
