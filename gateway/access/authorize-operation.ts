import type { FieldNode } from 'graphql';
import { allOf, type Requirement } from '../../schema/access/requirement.ts';
import type { Caller } from '../../schema/caller.ts';
import type { Analysis, OperationField } from './analyse-operation.ts';
import type { InputRules, UsedInput } from './input-rules.ts';
import { todayInVietnam } from './legal-basis.ts';
import { type Missing, missingOf } from './missing.ts';
import { createRefusal, type Refusal } from './refusal.ts';

type Options = {
  analysis: Analysis;
  inputRules: InputRules;
  /** In development: what would help a caller who lacks something. */
  hint?: ((missing: Missing) => string | undefined) | undefined;
};

/** The fields that a caller is refused, and why. */
export type Refused = ReadonlyMap<FieldNode, Refusal>;

/** What is decided of an operation for a caller, whatever the variables; refusals name the law of their day. */
type Decided = { day: string; refused: Refused; missingFor: (requirement: Requirement) => Missing | null };

/** Callers of one operation whose decisions are kept: of many operations and many callers all would be too much. */
const remembered = 64;

/**
 * Decides each field of an operation for one caller and its variables (coerced). What no argument has a say in is decided once
 * for each caller: identity.ts gives the same object for the same claims.
 *
 * @returns those refused; the same map where the same are refused to the same caller
 */
export function createAuthorizer({ analysis, inputRules, hint }: Options) {
  let known = new WeakMap<Caller, Decided>();
  let decisions = 0;
  const guarded = [...analysis.fields.values()].filter(({ hasInputRules }) => hasInputRules);

  const refuse = (field: OperationField, unmet: readonly UsedInput[], caller: Caller, day: string): Refusal => {
    const requirement = allOf([field.requirement, ...unmet.map((input) => input.requirement)]);
    const missing = missingOf(requirement, caller) ?? {};
    return createRefusal({
      coordinate: `${field.parent.name}.${field.definition.name}`,
      inputs: [...new Set(unmet.map(({ where }) => where))],
      missing,
      isPersonal: requirement.category !== null,
      day,
      hint: hint?.(missing),
    });
  };
  const decide = (caller: Caller, day: string): Decided => {
    const found = new Map<Requirement, Missing | null>();
    const missingFor = (requirement: Requirement) => {
      const before = found.get(requirement);
      if (before !== undefined) return before;
      const missing = missingOf(requirement, caller);
      found.set(requirement, missing);
      return missing;
    };
    const refused = new Map<FieldNode, Refusal>();
    for (const field of analysis.fields.values())
      if (missingFor(field.requirement)) refused.set(field.node, refuse(field, [], caller, day));
    return { day, refused, missingFor };
  };

  const remember = (caller: Caller, decided: Decided) => {
    decisions += 1;
    // Forgotten as a whole: to tell who asked last would keep callers that are gone.
    if (decisions % remembered === 0) known = new WeakMap();
    known.set(caller, decided);
  };

  return (caller: Caller, variables: Record<string, unknown>): Refused => {
    const day = todayInVietnam();
    const before = known.get(caller);
    const decided = before?.day === day ? before : decide(caller, day);
    if (decided !== before) remember(caller, decided);
    const more = new Map<FieldNode, Refusal>();
    for (const field of guarded) {
      const unmet = usedInputs(field, inputRules, variables).filter(({ requirement }) =>
        decided.missingFor(requirement),
      );
      if (unmet.length > 0) more.set(field.node, refuse(field, unmet, caller, day));
    }
    return more.size > 0 ? inOrder(analysis, decided.refused, more) : decided.refused;
  };
}

/** As the operation writes them. */
function inOrder({ fields }: Analysis, refused: Refused, more: Refused): Refused {
  const all = new Map<FieldNode, Refusal>();
  for (const node of fields.keys()) {
    const refusal = more.get(node) ?? refused.get(node);
    if (refusal) all.set(node, refusal);
  }
  return all;
}

function usedInputs({ parent, node }: OperationField, inputRules: InputRules, variables: Record<string, unknown>) {
  return 'getFields' in parent ? inputRules.used(parent, node, variables) : [];
}
