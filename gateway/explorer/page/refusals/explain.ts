import type { AnswerError } from '../ask.ts';
import type { Role } from '../session/who-asks.ts';

type Missing = NonNullable<NonNullable<AnswerError['extensions']>['missing']>;

/** Places of an answer that are refused for one reason. */
export type Refusal = {
  /** `officials.nodes.*.birthDate`: any item of a list is `*`. */
  path: string;
  /** How many places of the answer that is. */
  places: number;
  message: string;
  missing: Missing;
  legalBasis: { document: string; title: string; from: string }[];
};

/** Refused fields of an answer, each once, and what else went wrong, each message once. */
export function explainErrors(errors: readonly AnswerError[]): { refusals: Refusal[]; others: AnswerError[] } {
  const refusals = new Map<string, Refusal>();
  const others = new Map<string, AnswerError>();
  for (const error of errors) {
    const { message, extensions } = error;
    if (extensions?.code !== 'UNAUTHORIZED_FIELD_OR_TYPE' || !extensions.missing) {
      others.set(message, others.get(message) ?? error);
      continue;
    }
    const path = (error.path ?? []).map((step) => (typeof step === 'number' ? '*' : step)).join('.');
    const key = `${path} ${message}`;
    const known = refusals.get(key);
    if (known) known.places += 1;
    else
      refusals.set(key, {
        path,
        places: 1,
        message: withoutHint(message),
        missing: extensions.missing,
        legalBasis: extensions.legalBasis ?? [],
      });
  }
  return { refusals: [...refusals.values()], others: [...others.values()] };
}

/** In development the message ends with a command; the page has a button instead. */
const withoutHint = (message: string) => message.replace(/ In development: npm run .*$/, '');

/** Legal grounds are titled in both languages, the Vietnamese one last in parentheses: `Law on … (Luật …)`. */
export const vietnameseTitle = (title: string) => /\(([^()]+)\)$/.exec(title)?.[1] ?? title;

/** What all of the refusals together lack: of several ways the first, which is the shortest that the gateway found. */
export function lackedBy(refusals: readonly Refusal[]) {
  const all = refusals.map(({ missing }) => missing);
  return {
    scopes: [...new Set(all.flatMap(({ scopes }) => scopes?.[0] ?? []))],
    policies: [...new Set(all.flatMap(({ policies }) => policies?.[0] ?? []))],
    purpose: all.some(({ purpose }) => purpose !== undefined),
    /** Somebody may be told at all. */
    isPossible: all.every(({ scopes, policies }) => scopes?.length !== 0 && policies?.length !== 0),
  };
}

/** The role with the fewest scopes that would be told everything; undefined where there is none. */
export function roleThatWouldDo(
  lacked: ReturnType<typeof lackedBy>,
  held: readonly string[],
  roles: readonly Role[],
): Role | undefined {
  if (!lacked.isPossible) return undefined;
  const wanted = [...new Set([...lacked.scopes, ...held.filter((scope) => scope.endsWith(':read'))])];
  return roles
    .filter(({ scopes }) => wanted.every((scope) => scopes.includes(scope)))
    .filter(({ jurisdiction }) => !lacked.policies.includes('national') || jurisdiction === 'national')
    .sort((a, b) => a.scopes.length - b.scopes.length)[0];
}

/** The purpose that usually goes with what is lacked (as gateway/access/development-hint.ts has it). */
export function usualPurpose(scopes: readonly string[]): string {
  if (scopes.includes('officials:read')) return 'PERSONNEL_MANAGEMENT';
  if (scopes.includes('labour:read')) return 'LABOUR_SUPPORT';
  return scopes.includes('insurance:read') ? 'BENEFIT_SETTLEMENT' : 'AUDIT';
}
