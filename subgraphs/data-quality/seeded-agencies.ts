import { excellentQuota } from '../law/rating.ts';
import type { OfficialRecord } from '../population/official-record.ts';
import type { PayrollQuota } from '../population/story.ts';

/** What the records of all officials add up to in each agency: the faults that are not one record's. */
export type SeededAgencies = {
  add: (record: OfficialRecord) => void;
  /** Agencies with more excellents in a year than their goods allow, as recorded. */
  overRated: () => string[];
  /** Agencies with more people in service than the posts of a year. */
  overPosts: (quotas: Iterable<PayrollQuota>, year: number) => string[];
  /** First parts of the codes of the agencies that hold records of people in service. */
  owners: () => Set<string>;
};

/** Counts in bounded memory: a few numbers for each of some 5,000 agencies. */
export function seededAgencies(): SeededAgencies {
  const inService = new Map<string, number>();
  const goods = new Map<string, number>();
  const excellents = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    add({ agencyId, leftOn, ratings }) {
      if (leftOn === null) count(inService, agencyId);
      for (const { year, grade } of ratings) {
        if (grade === 'GOOD') count(goods, `${agencyId} ${year}`);
        if (grade === 'EXCELLENT') count(excellents, `${agencyId} ${year}`);
      }
    },
    overRated() {
      const over = [...excellents].filter(([key, number]) => number > excellentQuota(goods.get(key) ?? 0));
      return [...new Set(over.map(([key]) => key.split(' ', 1)[0] as string))];
    },
    overPosts(quotas, year) {
      return [...quotas]
        .filter((each) => each.year === year && (inService.get(each.agencyId) ?? 0) > each.quota)
        .map(({ agencyId }) => agencyId);
    },
    owners: () => new Set([...inService.keys()].map((agencyId) => agencyId.split('.', 1)[0] as string)),
  };
}
