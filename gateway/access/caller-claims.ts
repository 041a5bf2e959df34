import { agencyCode, clientName, type Purpose, purposes, unitCode } from '../../schema/caller.ts';
import { isContractName } from '../../schema/contracts.ts';

/** What a token says of its caller. */
export type CallerClaims = {
  subject: string;
  agency: string | null;
  jurisdiction: 'national' | readonly string[];
  scopes: readonly string[];
  /** What the caller may declare; empty where the token says nothing of it. */
  purposes: readonly Purpose[];
  /** The program that asks, by its registration with the provider; null where the token does not say, or not in a form fit for a log. */
  client: string | null;
  /** The part of the schema that it is served (schema/contracts.ts); null for the whole. */
  contract: string | null;
};

/** A claim that is not what it must be; `claim` is its name in the token. */
export class ClaimError extends Error {
  readonly claim: string;
  readonly expected: string;
  constructor(claim: string, expected: string) {
    super(`claim "${claim}": expected ${expected}`);
    this.claim = claim;
    this.expected = expected;
  }
}

const maxSubjectLength = 255;
/** A scope-token of RFC 6749, section 3.3. */
const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/**
 * Reads the claims of a verified token: `sub`, `agency`, `jurisdiction`, `scope`, `purpose`, `contract`, and `azp` or `client_id`. A list is an array of strings
 * or one string with spaces; a claim that is missing or null grants nothing. ClaimError for one that is malformed.
 */
export function readCallerClaims(payload: Record<string, unknown>): CallerClaims {
  return {
    subject: readSubject(payload.sub),
    agency: readAgency(payload.agency),
    jurisdiction: readJurisdiction(payload.jurisdiction),
    scopes: readList('scope', payload.scope, 'scopes, as one string with spaces or an array', (item) =>
      scopeToken.test(item),
    ),
    purposes: readList('purpose', payload.purpose, `one or more of ${purposes.join(', ')}`, isPurpose) as Purpose[],
    client: readClient(payload.azp ?? payload.client_id),
    contract: readContract(payload.contract),
  };
}

export const isPurpose = (value: string): value is Purpose => (purposes as readonly string[]).includes(value);

function readSubject(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > maxSubjectLength)
    throw new ClaimError('sub', `a text of 1 to ${maxSubjectLength} characters`);
  return value;
}

function readClient(value: unknown): string | null {
  return typeof value === 'string' && clientName.test(value) ? value : null;
}

/** One that is not known binds to nothing, and must not be taken for none. */
function readContract(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && isContractName(value)) return value;
  throw new ClaimError('contract', 'the name of a contract of this gateway');
}

function readAgency(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || !agencyCode.test(value))
    throw new ClaimError('agency', 'an agency identification code such as G09 or H26.101');
  return value;
}

function readJurisdiction(value: unknown): CallerClaims['jurisdiction'] {
  const expected = '"national", or codes of administrative units: 2 digits for a province, 5 for a commune';
  const list = readList('jurisdiction', value, expected, (item) => item === 'national' || unitCode.test(item));
  if (!list.includes('national')) return list;
  // Both at once could be a narrower grant that was meant: the wider one is not guessed.
  if (list.length > 1) throw new ClaimError('jurisdiction', expected);
  return 'national';
}

function readList(claim: string, value: unknown, expected: string, isValid: (item: string) => boolean): string[] {
  if (value === undefined || value === null) return [];
  const items: unknown = typeof value === 'string' ? value.split(' ').filter((item) => item !== '') : value;
  if (!Array.isArray(items) || !items.every((item) => typeof item === 'string' && isValid(item)))
    throw new ClaimError(claim, expected);
  return [...new Set(items as string[])];
}
