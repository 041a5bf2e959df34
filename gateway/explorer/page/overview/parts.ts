import type { Answer, Ask } from '../ask.ts';
import { isObject } from '../results/answer.ts';
import { askPatiently } from '../results/ask-patiently.ts';

/** What of the overview is asked apart: a database that is down, or slow, takes nothing from the others. */
export const parts = ['units', 'officials', 'labour', 'insurance', 'quality'] as const;
export type Part = (typeof parts)[number];

/** The operation `DatabasesAtAGlance`, as far as each part answers it. */
export type Glance = {
  administrativeUnits?: { totalCount: number | null } | null;
  agencies?: { totalCount: number | null } | null;
  homeAffairs?: Owner | null;
  finance?: Owner | null;
  officialStatistics?: { count: number | null; matchedCount: number | null }[] | null;
  labourStatistics?: { count: number | null; employed: number | null }[] | null;
  socialSecurityStatistics?: { count: number | null; personCount: number | null }[] | null;
  lastContributions?: { lastContributionMonth: string | null; count: number | null }[] | null;
  qualityScores?: Score[] | null;
  living?: Score[] | null;
  compared?: Score[] | null;
  qualityParticipation?: { asOf: string; lastUpdatedAt: string | null }[] | null;
};

export type Owner = { name: string; nameEn: string };
type Score = { database: string; score: number | null; checked?: number; open?: number; on?: string };

/** `undefined` while it is awaited; `failed` where it, or any field of it, was not answered. */
export type Told = { glance: Glance; failed: boolean } | undefined;

/** Asks one part alone. What is not reached is failed like what does not answer. */
export async function askPart(part: Part, query: string, ask: Ask, signal: AbortSignal): Promise<Told> {
  const variables = Object.fromEntries(parts.map((name) => [name, name === part]));
  const asked = { query, variables, operationName: 'DatabasesAtAGlance' };
  // An office behind one address may have used up its minute: that is no failure of a database.
  const answer = await askPatiently({ ask, asked, signal, onWait: () => {} });
  return answer && { glance: (answer.data ?? {}) as Glance, failed: isFailed(answer) };
}

const isFailed = ({ data, errors }: Answer) => !isObject(data) || (errors?.length ?? 0) > 0;

/** Whether each subgraph answers, and its database, by name; empty where the gateway does not tell. */
export type Health = ReadonlyMap<string, boolean>;

export async function askHealth(signal: AbortSignal): Promise<Health> {
  try {
    // 503 says the same as 200, that not all of them are.
    const response = await fetch('/health/ready', { credentials: 'omit', signal });
    const { subgraphs } = (await response.json()) as {
      subgraphs: { name: string; ready: boolean; database: string }[];
    };
    return new Map(subgraphs.map(({ name, ready, database }) => [name, ready && database !== 'not ready']));
  } catch {
    return new Map();
  }
}
