import { databaseErrorCode, isDatabaseDown } from './database-error.ts';
import { SourceUnavailableError } from './extract.ts';
import { RoleError } from './restricted-role.ts';

/** Why a source gave nothing, or not all: the words that are said, here and over HTTP. None holds a value. */
export const failures = {
  STOPPED: 'the reading was stopped',
  IDLE: 'nothing moved for too long',
  DOWN: 'its database does not answer',
  ROLE: 'the role that reads its database does not see what it must; `npm run migrate` says why',
  REFUSED: 'its database refused what the extract asks',
  REQUEST: 'it was asked for what it does not offer',
  UNREACHABLE: 'its service does not answer',
  BUSY: 'its service has as many readers as it takes',
  SIGNATURE: 'its service refused our signature',
  FORBIDDEN: 'its service gives its extracts to the rules of data quality alone',
  TRUNCATED: 'its answer ended before its end',
  MALFORMED: 'its answer is not an extract',
  FAILED: 'it failed for a reason that is not known',
} as const;

export type Failure = keyof typeof failures;

/** Says it of a source; the SQLSTATE beside it where PostgreSQL gave one. */
export function unavailable(name: string, why: Failure | unknown): SourceUnavailableError {
  if (why instanceof SourceUnavailableError) return why;
  const failure = isFailure(why) ? why : failureOf(why);
  const code = isFailure(why) ? undefined : databaseErrorCode(why);
  const state = code !== undefined && /^[A-Z\d_]{5,30}$/.test(code) ? ` (${code})` : '';
  return new SourceUnavailableError(name, `${failures[failure]}${state}`);
}

export const isFailure = (value: unknown): value is Failure =>
  typeof value === 'string' && Object.hasOwn(failures, value);

/** Which of the failures an error is. */
export function failureOf(error: unknown): Failure {
  if (error instanceof SourceUnavailableError)
    return (
      Object.keys(failures)
        .filter(isFailure)
        .find((key) => error.reason.startsWith(failures[key])) ?? 'FAILED'
    );
  if (error instanceof RoleError) return 'ROLE';
  if (error instanceof RangeError) return 'REQUEST';
  if (isDatabaseDown(error)) return 'DOWN';
  return /^[\dA-Z]{5}$/.test(databaseErrorCode(error) ?? '') ? 'REFUSED' : 'FAILED';
}
