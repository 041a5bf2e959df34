import { type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines on standard error, in the form of the gateway's: one reader reads both. */
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
