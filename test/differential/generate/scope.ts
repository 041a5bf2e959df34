import type { ArgumentNode } from 'graphql';

/** What stands under one response name of an object. Selections that share it must agree, wherever they are written. */
export type Taken = {
  field: string;
  /** As printed. */
  arguments: string;
  nodes: readonly ArgumentNode[];
  /** The field's own, as printed. */
  type: string;
  inner: Scope;
};

/** The response names of one object of the answer, for all selections that are merged into it. */
export type Scope = Map<string, Taken>;

/** Whether all that one scope holds may stand beside what the other holds (the specification's FieldsInSetCanMerge, a little stricter). */
export function agree(one: Scope, other: Scope): boolean {
  for (const [name, taken] of one) {
    const beside = other.get(name);
    if (beside && !(isSame(taken, beside) && agree(taken.inner, beside.inner))) return false;
  }
  return true;
}

/** Adds what `from` holds. They agree. */
export function absorb(scope: Scope, from: Scope): void {
  for (const [name, taken] of from) {
    const known = scope.get(name);
    if (known) absorb(known.inner, taken.inner);
    else {
      const inner: Scope = new Map();
      absorb(inner, taken.inner);
      scope.set(name, { ...taken, inner });
    }
  }
}

export const isSame = (one: Omit<Taken, 'inner' | 'nodes'>, other: Omit<Taken, 'inner' | 'nodes'>) =>
  one.field === other.field && one.arguments === other.arguments && one.type === other.type;
