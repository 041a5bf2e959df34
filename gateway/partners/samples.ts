/** What a partner of a contract asks first, and what its token has to hold for it. */
export type Sample = {
  /** One operation with a name. */
  document: string;
  scope: string;
  jurisdiction: 'national' | readonly string[];
  /** What the data is asked for; null where nothing of it needs that. */
  purpose: string | null;
};

/** By contract. Each pages by its cursor. */
export const samples: Readonly<Record<string, Sample>> = {
  public: {
    document: `query Provinces($first: Int = 3, $after: String) {
  administrativeUnits(filter: { level: PROVINCE }, first: $first, after: $after) {
    nodes { code fullName workerCount }
    pageInfo { hasNextPage endCursor }
  }
}`,
    scope: '',
    jurisdiction: [],
    purpose: null,
  },
  'partner-insurance': {
    document: `query InsuredPersons($first: Int = 3, $after: String) {
  insuredPersons(filter: { status: [CONTRIBUTING] }, first: $first, after: $after) {
    nodes { id fullName birthYear lastContributionMonth employer { taxCode name } residence { fullName } }
    pageInfo { hasNextPage endCursor }
  }
}`,
    scope: 'insurance:read',
    jurisdiction: 'national',
    purpose: 'BENEFIT_SETTLEMENT',
  },
  'partner-locality': {
    document: `query JobSeekers($first: Int = 3, $after: String) {
  jobSeekers(first: $first, after: $after) {
    nodes { id registeredOn occupation { name } worker { fullName } unit { fullName } }
    pageInfo { hasNextPage endCursor }
  }
}`,
    scope: 'labour:read',
    jurisdiction: ['79'],
    purpose: null,
  },
};
