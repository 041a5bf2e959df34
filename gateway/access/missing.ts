import type { Requirement } from '../../schema/access/requirement.ts';
import { type Dnf, isOpen } from '../../schema/access/requirement.ts';
import { type Caller, type Purpose, purposes } from '../../schema/caller.ts';
import { declaredPurpose, policies } from './policies.ts';

/** What a caller lacks to be told something, as errors carry it. Empty where nobody may be told. */
export type Missing = {
  /** A token. */
  authentication?: true;
  /** Scopes beside those held: all of one of the lists. */
  scopes?: string[][];
  /** Policies beside those fulfilled: all of one of the lists. */
  policies?: string[][];
  /** One of these purposes. */
  purpose?: readonly Purpose[];
};

/** More ways than these are not told; each of them is enough by itself. */
const ways = 8;

/** What a caller lacks of a requirement; null where nothing. */
export function missingOf(requirement: Requirement, caller: Caller): Missing | null {
  if (!requirement.declared) return {};
  if (isOpen(requirement)) return null;
  const anonymous = caller.subject === null;
  const scopes = lacked(requirement.scopes, (scope) => caller.scopes.includes(scope));
  const unmet = lacked(requirement.policies, (policy) => policies.get(policy)?.isMet(caller) ?? false);
  const wantsPurpose = requirement.sensitive || unmet?.flat().includes(declaredPurpose);
  const purpose = wantsPurpose && caller.purpose === null;
  if (!(requirement.authenticated && anonymous) && !scopes && !unmet && !purpose) return null;
  return {
    // Scopes and purposes come with a token.
    ...(anonymous && { authentication: true }),
    ...(scopes && { scopes }),
    ...(unmet && { policies: unmet }),
    ...(purpose && { purpose: purposes }),
  };
}

/** The shortest lists that would do beside what is held; undefined where none is needed, empty where none would do. */
function lacked(wanted: readonly Dnf[], isHeld: (name: string) => boolean): string[][] | undefined {
  const unmet = wanted.filter((dnf) => !dnf.some((all) => all.every(isHeld)));
  if (unmet.length === 0) return undefined;
  return unmet.reduce<string[][]>(
    (found, dnf) =>
      minimal(found.flatMap((way) => dnf.map((all) => [...new Set([...way, ...all.filter((name) => !isHeld(name))])]))),
    [[]],
  );
}

const minimal = (found: string[][]) =>
  found
    .filter(
      (way, at) =>
        !found.some(
          (other, i) =>
            i !== at &&
            other.every((name) => way.includes(name)) &&
            (other.length < way.length || (other.length === way.length && i < at)),
        ),
    )
    .slice(0, ways);
