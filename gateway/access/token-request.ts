import { clientName } from '../../schema/caller.ts';
import { ClaimError, readCallerClaims } from './caller-claims.ts';
import { isRole, roles } from './roles.ts';

/** A request for a development token that cannot be met; says what was expected. */
export class TokenRequestError extends Error {}

type TokenOptions = {
  agency?: string | undefined;
  /** `national`, or codes with commas. */
  units?: string | undefined;
  scope?: string | undefined;
  purpose?: string | undefined;
  contract?: string | undefined;
  client?: string | undefined;
  /** A number and s, m, h or d. */
  expires?: string | undefined;
};

/** The claims of a role, changed by the command's options, and how long they hold. TokenRequestError for a wrong one. */
export function readTokenRequest(role: string | undefined, options: TokenOptions) {
  if (role === undefined || !isRole(role))
    throw new TokenRequestError(`expected a role: ${Object.keys(roles).join(', ')}`);
  const { agency, jurisdiction, scopes } = roles[role];
  // Other units make another officer: the agency that belonged to the first would widen what they see.
  const ownAgency = options.units === undefined ? agency : null;
  const units = options.units?.split(',').map((unit) => unit.trim());
  const claims = {
    sub: `development:${role}`,
    agency: options.agency ?? ownAgency ?? undefined,
    jurisdiction: units === undefined ? jurisdiction : units.join(' ') === 'national' ? 'national' : units,
    scope: options.scope ?? scopes.join(' '),
    purpose: options.purpose,
    contract: options.contract,
    azp: readClientName(options.client),
  };
  refuseMalformed(claims);
  return { claims, seconds: readDuration(options.expires ?? '8h') };
}

/** The gateway takes any other for none: whoever asks for one here means it. */
function readClientName(given: string | undefined): string | undefined {
  if (given === undefined || clientName.test(given)) return given;
  throw new TokenRequestError(
    '--client: expected the name of a program: letters, digits and _ . : - alone, at most 64, no number of 9 digits',
  );
}

const optionOf: Record<string, string> = {
  jurisdiction: '--units',
  agency: '--agency',
  scope: '--scope',
  purpose: '--purpose',
  contract: '--contract',
};

function refuseMalformed(claims: Record<string, unknown>): void {
  try {
    readCallerClaims(claims);
  } catch (error) {
    if (!(error instanceof ClaimError)) throw error;
    const expected =
      error.claim === 'jurisdiction' ? 'national, or unit codes with commas such as 68,79 or 26740' : error.expected;
    throw new TokenRequestError(`${optionOf[error.claim] ?? error.claim}: expected ${expected}`);
  }
}

const secondsIn: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const longest = 30 * 86_400;

function readDuration(text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (secondsIn[unit] ?? Number.NaN);
  if (!(seconds <= longest))
    throw new TokenRequestError('--expires: expected a time such as 90s, 30m, 8h or 7d, at most 30d');
  return seconds;
}
