import type { Purpose } from '../../schema/caller.ts';
import type { Missing } from './missing.ts';
import { type Role, roles } from './roles.ts';

/** The role named is the first that would do: those who see less come first. */
const byReach: Role[] = ['analyst', 'provincial-officer', 'partner', 'data-steward', 'ministry-officer', 'auditor'];

const usualPurpose: Record<string, Purpose> = {
  'officials:read': 'PERSONNEL_MANAGEMENT',
  'labour:read': 'LABOUR_SUPPORT',
  'insurance:read': 'BENEFIT_SETTLEMENT',
};

/** Which command prints a token that would be told what was refused; undefined where no role's would. */
export function developmentHint({ authentication, scopes, policies = [[]], purpose }: Missing): string | undefined {
  // Who lacks a purpose alone needs no other token: the message names the header.
  if (!authentication && !scopes) return undefined;
  const role = byReach.find((name) => isEnough(name, scopes ?? [[]], policies));
  if (!role) return undefined;
  const needsPurpose = purpose !== undefined || policies.flat().includes('declared-purpose');
  const scope = (scopes ?? []).flat().find((name) => name in usualPurpose) ?? '';
  const option = needsPurpose ? ` --purpose ${usualPurpose[scope] ?? 'AUDIT'}` : '';
  return `In development: npm run --silent token -- ${role}${option}`;
}

function isEnough(name: Role, scopes: string[][], policies: string[][]): boolean {
  const { scopes: held, jurisdiction } = roles[name] as { scopes: readonly string[]; jurisdiction: unknown };
  const fulfilled = ['declared-purpose', ...(jurisdiction === 'national' ? ['national'] : [])];
  return (
    scopes.some((all) => all.every((scope) => held.includes(scope))) &&
    policies.some((all) => all.every((policy) => fulfilled.includes(policy)))
  );
}
