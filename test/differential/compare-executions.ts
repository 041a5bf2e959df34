import type { Verdict } from './compare.ts';

type ToldError = { message: string; path?: (string | number)[] };
type Answer = { data?: unknown; errors?: ToldError[] };

/**
 * Compares a subgraph's answer with graphql-js' own: values, the order of keys, errors (which have no order). One difference is allowed: where
 * several fields fail below one that becomes null for it, the specification asks for one of their errors (6.4.4), and which others are told
 * depends on which field was done first.
 */
export function compareExecutions(reference: string, other: string): Verdict {
  if (reference === other) return 'same';
  const [one, two] = [reference, other].map((text) => JSON.parse(text) as Answer) as [Answer, Answer];
  if (JSON.stringify([one.data]) !== JSON.stringify([two.data])) return 'different';
  const [groups, others] = [one, two].map(byLostPlace) as [Groups, Groups];
  if (sameTexts([...groups.values()].flat(), [...others.values()].flat())) return 'same';
  const places = new Set([...groups.keys(), ...others.keys()]);
  return [...places].every((place) => isOneOfSeveral(groups.get(place), others.get(place))) ? 'allowed' : 'different';
}

type Groups = Map<string, { text: string; isBelow: boolean }[]>;

/** Errors by the place in data that is null for them. */
function byLostPlace({ data, errors = [] }: Answer): Groups {
  return Map.groupBy(
    errors.map((error) => {
      const path = error.path ?? [];
      const depth = depthOfNull(data, path);
      return { text: JSON.stringify(error), isBelow: depth < path.length, place: JSON.stringify(path.slice(0, depth)) };
    }),
    ({ place }) => place,
  );
}

/** How many steps of the path lead to null, or all of them. */
function depthOfNull(data: unknown, path: readonly (string | number)[]): number {
  let at = data;
  for (const [depth, step] of path.entries()) {
    if (at === null || at === undefined) return depth;
    at = (at as Record<string | number, unknown>)[step];
  }
  return path.length;
}

function isOneOfSeveral(one: { text: string; isBelow: boolean }[] = [], two: typeof one = []): boolean {
  if (sameTexts(one, two)) return true;
  const shared = one.filter(({ text }) => two.some((other) => other.text === text));
  return [...one, ...two].every(({ isBelow }) => isBelow) && shared.length > 0;
}

const sameTexts = (one: { text: string }[], two: { text: string }[]) =>
  one
    .map(({ text }) => text)
    .sort()
    .join('\n') ===
  two
    .map(({ text }) => text)
    .sort()
    .join('\n');
