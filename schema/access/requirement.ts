/** OR of ANDs, as Federation writes scopes and policies: `[["a", "b"], ["c"]]` is a and b, or c. */
export type Dnf = readonly (readonly string[])[];

/** Categories of personal data (Law 91/2025/QH15): dữ liệu cá nhân cơ bản, nhạy cảm. */
type Category = 'BASIC' | 'SENSITIVE';

/** What a caller must hold to be told a value. */
export type Requirement = {
  /** False where nobody said who may see it: refused to everyone. */
  declared: boolean;
  /** Open to everyone, and declared so. */
  public: boolean;
  /** Any valid token. */
  authenticated: boolean;
  /** Every one of them has to be met. */
  scopes: readonly Dnf[];
  /** Every one of them has to be met. */
  policies: readonly Dnf[];
  /** A declared purpose is needed. */
  sensitive: boolean;
  /** The category of personal data it tells, or null. */
  category: Category | null;
  /** Shown masked without `person:identify`; the subgraph masks. */
  masked: boolean;
};

/** Asks for nothing. */
export const open: Requirement = {
  declared: true,
  public: false,
  authenticated: false,
  scopes: [],
  policies: [],
  sensitive: false,
  category: null,
  masked: false,
};

/** What nobody may see: what is not known, or cannot be decided. */
export const closed: Requirement = { ...open, declared: false };

/** Met where every part is; category and mask are those of the part that says most. */
export function allOf(parts: readonly Requirement[]): Requirement {
  const all = {
    declared: parts.every(({ declared }) => declared),
    authenticated: parts.some(({ authenticated }) => authenticated),
    scopes: distinct(parts.flatMap(({ scopes }) => scopes)),
    policies: distinct(parts.flatMap(({ policies }) => policies)),
    sensitive: parts.some(({ sensitive }) => sensitive),
    category: strictest(parts.map(({ category }) => category)),
    masked: parts.some(({ masked }) => masked),
  };
  return { ...all, public: isOpen(all) };
}

/** Whether it asks for nothing: without a token too. */
export function isOpen(rule: Omit<Requirement, 'public' | 'category' | 'masked'>): boolean {
  const free = !rule.authenticated && !rule.sensitive && rule.scopes.length === 0 && rule.policies.length === 0;
  return rule.declared && free;
}

/** The category that includes the others. */
function strictest(categories: readonly (Category | null)[]): Category | null {
  if (categories.includes('SENSITIVE')) return 'SENSITIVE';
  return categories.includes('BASIC') ? 'BASIC' : null;
}

/** Whether whoever meets all of `given` meets `wanted`. False also where that would take too long to tell. */
export function implies(given: readonly Dnf[], wanted: Dnf): boolean {
  let ways: readonly string[][] = [[]];
  for (const dnf of given) {
    if (ways.length * dnf.length > 1_000) return false;
    ways = ways.flatMap((way) => dnf.map((more) => [...way, ...more]));
  }
  return ways.every((way) => wanted.some((all) => all.every((name) => way.includes(name))));
}

/** Without those that another one includes: who holds a and b holds a. */
function distinct(dnfs: readonly Dnf[]): Dnf[] {
  return dnfs.reduce<Dnf[]>(
    (kept, dnf) =>
      kept.some((other) => implies([other], dnf)) ? kept : [...kept.filter((other) => !implies([dnf], other)), dnf],
    [],
  );
}
