import type { Glance, Owner, Part } from './parts.ts';

/** What a card tells of one database. A fact is null where it is not told, and `undefined` where nothing of the kind is recorded. */
export type Card = {
  id: Part;
  /** By which `/health/ready` knows it. */
  subgraph: string;
  owner: Owner | null;
  /** Its main record first. */
  records: { of: RecordKind; count: number | null }[];
  /** No run of the rules has been: 0 findings would read as clean. */
  isUnchecked?: boolean;
  /** From 0 to 1. */
  match: { with: 'population' | 'insurance'; share: number | null } | undefined;
  fresh: { of: 'records' | 'contributions' | 'checks'; at: string | null } | undefined;
  /** Share of the checks of timeliness that were passed, weighed, in percent. */
  living: number | null | undefined;
  /** The score of its records, in percent. */
  score: number | null | undefined;
};

export type RecordKind = 'units' | 'agencies' | 'officials' | 'workers' | 'insured' | 'persons' | 'checks' | 'findings';

/** The cards, of what all parts together have told. */
export function cardsOf(glance: Glance): Card[] {
  const { homeAffairs = null, finance = null } = glance;
  const scoreOf = (database: string, list: Glance['living'] = glance.qualityScores) =>
    list ? list.find((row) => row.database === database)?.score : null;
  const [officials] = glance.officialStatistics ?? [];
  const [workers] = glance.labourStatistics ?? [];
  const [insured] = glance.socialSecurityStatistics ?? [];
  const total = (count: 'checked' | 'open') =>
    glance.qualityScores ? glance.qualityScores.reduce((sum, row) => sum + (row[count] ?? 0), 0) : null;
  const isUnchecked = glance.qualityScores?.length === 0 && !glance.qualityParticipation?.length;
  const compared = scoreOf('LABOR_EMPLOYMENT', glance.compared);
  return [
    {
      id: 'units',
      subgraph: 'administrative-units',
      owner: homeAffairs,
      records: [
        { of: 'units', count: glance.administrativeUnits?.totalCount ?? null },
        { of: 'agencies', count: glance.agencies?.totalCount ?? null },
      ],
      match: undefined,
      fresh: undefined,
      living: scoreOf('ADMINISTRATIVE_UNITS', glance.living),
      score: scoreOf('ADMINISTRATIVE_UNITS'),
    },
    {
      id: 'officials',
      subgraph: 'officials',
      owner: homeAffairs,
      records: [{ of: 'officials', count: officials?.count ?? null }],
      match: { with: 'population', share: shareOf(officials?.matchedCount, officials?.count) },
      fresh: freshOf(
        'records',
        glance.qualityParticipation?.map(({ lastUpdatedAt }) => lastUpdatedAt),
      ),
      living: scoreOf('OFFICIALS', glance.living),
      score: scoreOf('OFFICIALS'),
    },
    {
      id: 'labour',
      subgraph: 'labor-employment',
      owner: homeAffairs,
      records: [{ of: 'workers', count: workers?.count ?? null }],
      match:
        compared === undefined ? undefined : { with: 'insurance', share: compared === null ? null : compared / 100 },
      fresh: undefined,
      living: scoreOf('LABOR_EMPLOYMENT', glance.living),
      score: scoreOf('LABOR_EMPLOYMENT'),
    },
    {
      id: 'insurance',
      subgraph: 'social-security',
      owner: finance,
      records: [
        { of: 'insured', count: insured?.count ?? null },
        { of: 'persons', count: insured?.personCount ?? null },
      ],
      match: undefined,
      fresh: freshOf(
        'contributions',
        glance.lastContributions?.map((row) => row.lastContributionMonth),
      ),
      living: scoreOf('SOCIAL_SECURITY', glance.living),
      score: scoreOf('SOCIAL_SECURITY'),
    },
    {
      id: 'quality',
      subgraph: 'data-quality',
      owner: homeAffairs,
      records: isUnchecked
        ? []
        : [
            { of: 'checks', count: total('checked') },
            { of: 'findings', count: total('open') },
          ],
      isUnchecked,
      match: undefined,
      fresh: freshOf(
        'checks',
        glance.qualityParticipation?.map(({ asOf }) => asOf),
      ),
      living: undefined,
      score: undefined,
    },
  ];
}

const shareOf = (part: number | null | undefined, whole: number | null | undefined) =>
  typeof part === 'number' && whole ? part / whole : null;

/** By the latest date; dates are as ISO 8601 writes them, none where the list was not told. */
function freshOf(of: NonNullable<Card['fresh']>['of'], dates: readonly (string | null)[] | undefined): Card['fresh'] {
  const known = dates?.flatMap((date) => date ?? []).sort();
  return known?.length === 0 ? undefined : { of, at: known?.at(-1) ?? null };
}
