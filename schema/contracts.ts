/**
 * A variant of the API for one kind of client: what of the schema it is told, and may ask. No permission: the access rules hold in each.
 *
 * What is in it is said by `@tag` in the subgraphs' SDL. A field is in where it or its type has a tag of `include`, and the type that it
 * returns is in too; so what is new is in no contract before somebody says so. Arguments, input types, enums, scalars and
 * unions come along with the fields that use them. Whatever has a tag of `exclude` is out, and what only it leads to.
 */
export type Contract = {
  name: string;
  /** Whom it is for, in a sentence. */
  description: string;
  include: readonly string[];
  exclude: readonly string[];
  /**
   * Scopes that open what is out, and nothing that is in: whoever asks by it is taken for one without them, so that lists and counts
   * leave out what it does not know. `npm run compose` refuses one that something in it needs, or a description names.
   */
  withholds: readonly string[];
  /** Anyone may ask by it, without a token: what needs more than that is out. */
  isOpen: boolean;
};

/** All of them. The tags: README.md beside the generated schemas, in schema/contracts. */
export const contracts: readonly Contract[] = [
  {
    name: 'public',
    description: 'Anyone: units, agencies and classifications, and figures that need no token.',
    include: ['reference', 'statistics', 'oversight'],
    exclude: [],
    withholds: [],
    isOpen: true,
  },
  {
    name: 'partner-insurance',
    description:
      'Agencies that pay or check insurance: insured persons, contributions, health cards, benefits, pensions, employers.',
    include: ['reference', 'insurance'],
    exclude: ['assistance'],
    withholds: [],
    isOpen: false,
  },
  {
    name: 'partner-locality',
    description:
      "A province's own systems: workers, vacancies, households and allowances of its units, and what is wrong with these records.",
    include: ['reference', 'statistics', 'locality'],
    exclude: ['personnel'],
    withholds: ['officials:read'],
    isOpen: false,
  },
];

/** How a token's claim may call one. */
export const isContractName = (name: string): boolean => contracts.some((contract) => contract.name === name);
