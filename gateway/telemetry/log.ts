import { type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines on standard error; standard output belongs to the person who starts us. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** What is logged of a fault of ours: its kind and where it happened. Messages may repeat what a client sent. */
export function describeFault({ name, stack = '' }: Error): string {
  return [name, ...stack.split('\n').filter((line) => line.startsWith('    at '))].join('\n');
}
