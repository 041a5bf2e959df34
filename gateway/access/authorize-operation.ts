import type { FieldNode } from 'graphql';
import { allOf, type Requirement } from '../../schema/access/requirement.ts';
import type { Caller } from '../../schema/caller.ts';
import type { Analysis, OperationField } from './analyse-operation.ts';
import type { InputRules, UsedInput } from './input-rules.ts';
import { todayInVietnam } from './legal-basis.ts';
import { type Missing, missingOf } from './missing.ts';
import { createRefusal, type Refusal } from './refusal.ts';

type Request = {
  caller: Caller;
  /** Coerced. */
  variables: Record<string, unknown>;
  /** In development: what would help a caller who lacks something. */
  hint?: ((missing: Missing) => string | undefined) | undefined;
};

/** Decides each field of an operation for one caller and these variables; gives those refused. */
export function authorizeOperation(
  { fields }: Analysis,
  inputRules: InputRules,
  { caller, variables, hint }: Request,
): Map<FieldNode, Refusal> {
  const refused = new Map<FieldNode, Refusal>();
  const decided = new Map<Requirement, Missing | null>();
  const decide = (requirement: Requirement) => {
    const known = decided.get(requirement);
    if (known !== undefined) return known;
    const missing = missingOf(requirement, caller);
    decided.set(requirement, missing);
    return missing;
  };
  const day = todayInVietnam();
  for (const field of fields.values()) {
    const unmet = unmetInputs(field, inputRules, variables, decide);
    if (unmet.length === 0 && !decide(field.requirement)) continue;
    const requirement = allOf([field.requirement, ...unmet.map((input) => input.requirement)]);
    const missing = missingOf(requirement, caller) ?? {};
    refused.set(
      field.node,
      createRefusal({
        coordinate: `${field.parent.name}.${field.definition.name}`,
        inputs: [...new Set(unmet.map(({ where }) => where))],
        missing,
        isPersonal: requirement.category !== null,
        day,
        hint: hint?.(missing),
      }),
    );
  }
  return refused;
}

function unmetInputs(
  { hasInputRules, parent, node }: OperationField,
  inputRules: InputRules,
  variables: Record<string, unknown>,
  decide: (requirement: Requirement) => Missing | null,
): UsedInput[] {
  if (!hasInputRules || !('getFields' in parent)) return [];
  return inputRules.used(parent, node, variables).filter(({ requirement }) => decide(requirement));
}
