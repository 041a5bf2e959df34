import type { Caller } from '../../schema/caller.ts';

// Disclosure control (kiểm soát tiết lộ thông tin trong thống kê): what a statistic tells of people whose records the caller may
// not see.
//
// Why tens from six and not fives from five: a total and its parts are both answers of this API. With fives, a total told as
// 10 (8 to 12) whose two parts are withheld (0 to 4) can only be 4 + 4. Here the numbers told alike are 0-5, 6-15, 16-25 ...:
// the upper ends of any parts sum to a multiple of 5, never to a total's lower end (0, or 6 mod 10); their lower ends sum to
// an even number, never to its upper end (5 mod 10). So each part has at least two possible numbers, however many there are.
// That holds for the parts of a whole, and for parts of parts (units of a province of today, former ones of a unit of today): whatever
// upper ends are added up, and lower ends with them, a whole's lower end above 0 is no multiple of 5 and its upper end is odd.
// It does not hold for tables that cross: a row whose numbers all stand at the ends of what is told alike, as 25 = 6 + 6 + 6 + 6 + 1,
// and a column so as well, leave one number where they meet. That takes seven such numbers at once: over national records none
// followed from all margins of 9 tables of three and four dimensions with 420,000 groups of up to 5, and the tests look for one
// in theirs (disclosure-crossed). Each dimension more must put each record into one group, for so does the argument.
// Shares and changes are made of the numbers told, and tell no more. Another date is another table, whose groups are not parts of the
// first one's; but one number at many dates gives itself away, so there are few: ends of quarters (officials/service-statistics.ts).
// Sets that overlap at will, asked for by hundreds, would tell more: see refuseUnions in tally.ts.
// Whoever knows the rest of a total exactly can, by two answers, force a withheld number to 0 or 5, but to none between.

/** The largest number of people that is not told. */
export const withheld = 5;

/** How many numbers are told alike. */
const width = 10;

/** A mean is told of others published as this many (26 and more), and this many people at least told apart (kit/tally.ts). */
const meanOf = { published: 30, people: 25 };

/** What was counted: within the caller's reach, beyond it, and how many people at least are behind what is beyond it. */
export type Tally = { own: number; others: number; people: number };

/** A number of people beyond reach as published: the nearest ten, a half rounded down; null for what that makes nothing, 0 to 5. */
export function publishedOthers({ others, people }: Omit<Tally, 'own'>): number | null {
  if (people <= withheld) return null;
  return Math.floor((others - withheld - 1 + width) / width) * width || null;
}

/** A number of people as told: exactly those within reach and the others as published; null where both are nothing to tell. */
export function publishedCount(tally: Tally): number | null {
  return (publishedOthers(tally) ?? 0) + tally.own || null;
}

/** An amount: over how many it is, its mean and sum over those within reach and its sum over all; null over nobody. */
export type Sums = Tally & { ownMean: number | null; ownSum: number | null; sum: number | null };

/**
 * The mean and the total of an amount as told. Too few others to tell: exactly, of those within reach. At least 25 others,
 * published as 30 or more, so that no one weighs much: the mean of all to two significant digits, and the published number
 * times that. In between, and over nobody: null. The limit is one of the published numbers, so that it betrays no other.
 */
export function publishedMean(sums: Sums): { mean: number | null; total: number | null } {
  const { own, others, people, ownMean, ownSum, sum } = sums;
  const told = publishedOthers(sums);
  if (told === null) return { mean: ownMean, total: ownSum };
  if (told < meanOf.published || people < meanOf.people || sum === null) return { mean: null, total: null };
  const mean = Number((sum / (own + others)).toPrecision(2));
  return { mean, total: (own + told) * mean };
}

/** Groups as told, largest published number first; among equals they stay in the order given, that of their keys. */
export function byPublished<T extends { count: number | null }>(groups: T[]): T[] {
  return groups.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0));
}

/**
 * Whether a caller is told the people of a database exactly: all of them, nobody, or those within its units and agency.
 *
 * @param sensitive whether the records counted need a declared purpose: a figure of one person is that person's record
 */
export function exactFor(caller: Caller, personalScope: string, sensitive = false): 'all' | 'reach' | 'nobody' {
  const { scopes, jurisdiction, agency, purpose } = caller;
  if (!scopes.includes(personalScope) || (sensitive && purpose === null)) return 'nobody';
  if (jurisdiction === 'national') return 'all';
  return jurisdiction.length > 0 || agency ? 'reach' : 'nobody';
}
