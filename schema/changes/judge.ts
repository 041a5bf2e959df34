import { type GraphQLSchema, parse, validate } from 'graphql';
import type { Change } from './compare.ts';
import { everyone } from './touched.ts';
import type { Use } from './uses.ts';

/** Whom a breaking change breaks. `unknown`: no client is known to, but not enough was counted to say that there is none. */
export type Verdict = 'used' | 'perhaps' | 'unused' | 'unknown';

export type Judged = Change & {
  /** Of breaking changes alone. */
  verdict?: Verdict;
  breaks: string[];
  mayBreak: string[];
};

/** What no longer is an operation of the schema, with the first thing that is said against it. */
export type BrokenDocument = { who: string; message: string };

/**
 * Holds breaking changes against who uses what.
 *
 * @param isCounted whether the uses are all there are: then what none of them names is used by nobody
 */
export function judge(
  changes: readonly Change[],
  uses: readonly Use[],
  { isCounted }: { isCounted: boolean },
): Judged[] {
  return changes.map((change) => {
    if (change.level !== 'breaking') return { ...change, breaks: [], mayBreak: [] };
    const isTouched = (names: ReadonlySet<string>) =>
      change.touches.some((touched) => touched === everyone || names.has(touched));
    const breaks = uses.filter(({ names }) => isTouched(names));
    const mayBreak = uses.filter((use) => !breaks.includes(use) && isTouched(use.mayName));
    const verdict =
      breaks.length > 0 ? 'used' : mayBreak.length > 0 ? 'perhaps' : isCounted ? 'unused' : ('unknown' as const);
    return {
      ...change,
      verdict,
      breaks: breaks.map((use) => describe(use, change)),
      mayBreak: mayBreak.map(({ who }) => who),
    };
  });
}

/** The documents that the earlier edition answered and the later one refuses, whatever the changes are called. */
export function brokenDocuments(uses: readonly Use[], before: GraphQLSchema, after: GraphQLSchema): BrokenDocument[] {
  return uses.flatMap(({ who, body }) => {
    if (body === undefined) return [];
    const document = parse(body);
    const [error] = validate(after, document);
    return error && validate(before, document).length === 0 ? [{ who, message: error.message }] : [];
  });
}

function describe({ who, requests }: Use, { touches }: Change): string {
  const most = Math.max(0, ...touches.map((touched) => requests?.get(touched) ?? 0));
  return most === 0 ? who : `${who} (${most.toLocaleString('en-US')} requests)`;
}
