import { publishedOthers, withheld } from '../kit/disclosure.ts';
import type { Severity } from './rules/rule.ts';

/** How much a rule counts in a score. */
const weights: Record<Severity, number> = { LOW: 1, MEDIUM: 2, HIGH: 4 };

/** Others are in a score where one rule checked this many of them, as published. */
const leastOthers = 30;

/** How many records a rule checked, and how many of them are open or waived. */
type Counts = { checked: number; open: number; waived: number };

/** What one rule counted: within the caller's reach, there if the caller may not see the rule's findings, and beyond. */
export type RuleCounts = { severity: Severity; own: Counts; hidden: Counts; others: Counts };

/** What a caller is told of a group of records; null is not told. */
export type Figures = { score: number | null; checked: number | null; open: number | null; waived: number | null };

/**
 * The figures of a group. Each rule's counts of others are published by themselves (kit/disclosure.ts) and everything else
 * follows from these: rules that check the same people would, added up exactly, tell their number, and a share of
 * few records how many of them are wrong.
 *
 * A group that lies within reach is told exactly, without the rules that are hidden from the caller: who mends records sees
 * the score rise. In any other these count with the others.
 */
export function figuresOf(rules: readonly RuleCounts[], exact: boolean): Figures {
  const isWithinReach = rules.some(({ own }) => own.checked > 0) && rules.every(({ others }) => others.checked === 0);
  const told = rules.map(({ severity, own, hidden, others }) => {
    const published = isWithinReach ? nothing : publishedCounts(add(hidden, others));
    return { weight: weights[severity], published, own, counts: add(own, published) };
  });
  const sum = (count: keyof Counts) => told.reduce((total, { counts }) => total + counts[count], 0);
  const own = told.reduce((total, rule) => total + rule.own.checked, 0);
  // Beside something within reach, nothing is a 0 to tell.
  const tell = (number: number) => number || (exact || own > 0 ? 0 : null);
  const others = Math.max(0, ...told.map(({ published }) => published.checked));
  return {
    score: scoreOf(told, others),
    checked: tell(sum('checked')),
    open: tell(sum('open')),
    waived: tell(sum('waived')),
  };
}

type Told = { weight: number; counts: Counts };

function scoreOf(rules: readonly Told[], others: number): number | null {
  const sum = (of: (rule: Told) => number) => rules.reduce((total, rule) => total + rule.weight * of(rule), 0);
  const checked = sum(({ counts }) => counts.checked);
  if (checked === 0 || (others > 0 && others < leastOthers)) return null;
  // A record may break a rule in several parts.
  const score = (100 * sum(({ counts }) => Math.max(0, counts.checked - counts.open))) / checked;
  return others > 0 ? Math.round(score) : Math.round(score * 100) / 100;
}

const nothing: Counts = { checked: 0, open: 0, waived: 0 };

const publishedCounts = ({ checked, open, waived }: Counts): Counts => ({
  checked: published(checked),
  open: published(open),
  waived: published(waived),
});

/** A cell knows records and not people: of the same person there is hardly more than one that a rule checks. */
const published = (others: number) => publishedOthers({ others, people: others }) ?? 0;

export const add = (one: Counts, other: Counts): Counts => ({
  checked: one.checked + other.checked,
  open: one.open + other.open,
  waived: one.waived + other.waived,
});

/** The largest count of others that is not told. */
export const untold = withheld;
