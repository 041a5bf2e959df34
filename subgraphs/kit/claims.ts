import { agencyCode, type Caller, unitCode } from '../../schema/caller.ts';

/** What row-level security asks about the caller of a statement (see caller_sees_all and the others in prelude.sql), as JSON. */
export type Claims = string & { readonly brand: unique symbol };

/**
 * The claims of a caller. What is no code reaches nothing and is left out, so that the text holds neither quotation mark
 * nor backslash of a caller's and can stand in a statement as a literal.
 */
export function claimsOf(caller: Pick<Caller, 'agency' | 'jurisdiction'>): Claims {
  const found = known.get(caller) ?? (JSON.stringify(reachOf(caller)) as Claims);
  if (Object.isFrozen(caller) && Object.isFrozen(caller.jurisdiction)) known.set(caller, found);
  return found;
}

/** Of callers that can never change: the gateway gives the same object to all requests of a token. */
const known = new WeakMap<object, Claims>();

const reachOf = ({ agency, jurisdiction }: Pick<Caller, 'agency' | 'jurisdiction'>) => ({
  all: jurisdiction === 'national',
  agency: agency !== null && agencyCode.test(agency) ? agency : null,
  units: jurisdiction === 'national' ? [] : jurisdiction.filter((code) => unitCode.test(code)),
});

/** A scope as our rules have them; others grant nothing here. */
const scope = /^[a-z]+:[a-z]+$/;

/**
 * The claims of a caller who writes: also who it is, which goes into what is written, and its scopes. The subject may be any
 * text, so it goes as hexadecimal digits of its UTF-8.
 */
export function writingClaimsOf(caller: Caller): Claims {
  const { subject, scopes } = caller;
  return JSON.stringify({
    ...reachOf(caller),
    subject: subject === null ? null : Buffer.from(subject).toString('hex'),
    scopes: scopes.filter((one) => scope.test(one)),
  }) as Claims;
}

/** Reaches every row: for aggregates that tell no one, and what names no one. */
export const everything: Claims = claimsOf({ agency: null, jurisdiction: 'national' });
