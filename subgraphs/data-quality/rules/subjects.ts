/** What a rule judges: whose record it is, where it stands, and how it is found again in the graph. */
export type Subject = {
  /** The entity of the graph, and its key's field. */
  entity: 'Official' | 'Worker' | 'InsuredPerson' | 'Employer' | 'UnemploymentClaim' | 'Person' | 'Agency';
  keyField: 'id' | 'taxCode';
  /** The database that holds the record and has to mend it. */
  database: 'officials' | 'labor-employment' | 'social-security' | 'administrative-units';
  /** The staged tables that `rows` reads. */
  reads: readonly string[];
  /**
   * SQL of the records, as a table expression: `id` and beside its own columns `agency_id`, `unit_id`, `province_id` (null
   * where it stands nowhere), and `person_id` or `tax_code` for the key of changes.
   */
  rows: string;
  /** The column of changed keys; null where a change of any record may touch one. */
  key: { kind: 'PERSON' | 'EMPLOYER'; column: string } | null;
  /** Whether its counts are kept by agency too: not where that is who pays, which would only split the places into many small ones. */
  countedByAgency: boolean;
  /** SQL on `r`: the agency that owns the record, by its identification code's first part. */
  owner: string;
};
export const subjects = {
  OFFICIAL: {
    entity: 'Official',
    keyField: 'id',
    database: 'officials',
    reads: ['officials.officials'],
    rows: 'officials.officials',
    key: { kind: 'PERSON', column: 'person_id' },
    countedByAgency: true,
    owner: 'r.owner_id',
  },
  WORKER: {
    entity: 'Worker',
    keyField: 'id',
    database: 'labor-employment',
    reads: ['labor_employment.workers'],
    rows: '(select null::text as agency_id, w.* from labor_employment.workers w)',
    key: { kind: 'PERSON', column: 'person_id' },
    countedByAgency: false,
    owner: "'G09'",
  },
  EMPLOYER: {
    entity: 'Employer',
    keyField: 'taxCode',
    database: 'labor-employment',
    reads: ['labor_employment.employers'],
    rows: '(select tax_code as id, null::uuid as person_id, null::text as agency_id, e.* from labor_employment.employers e)',
    key: { kind: 'EMPLOYER', column: 'tax_code' },
    countedByAgency: false,
    owner: "'G09'",
  },
  UNEMPLOYMENT_CLAIM: {
    entity: 'UnemploymentClaim',
    keyField: 'id',
    database: 'labor-employment',
    reads: ['labor_employment.claims'],
    rows: '(select null::text as agency_id, c.* from labor_employment.claims c)',
    key: { kind: 'PERSON', column: 'person_id' },
    countedByAgency: false,
    owner: "'G09'",
  },
  INSURED_PERSON: {
    entity: 'InsuredPerson',
    keyField: 'id',
    database: 'social-security',
    reads: ['social_security.insured_persons'],
    rows: 'social_security.insured_persons',
    key: { kind: 'PERSON', column: 'person_id' },
    countedByAgency: false,
    // Vietnam Social Security is within the Ministry of Finance since 2025.
    owner: "'G12'",
  },
  ELDER: {
    entity: 'Person',
    keyField: 'id',
    database: 'social-security',
    reads: ['social_security.elders'],
    // By the newest card in force: who has died has none.
    rows: `(select person_id as id, null::text as agency_id, e.* from social_security.elders e
      where card_from <= as_of() and (card_to is null or card_to > as_of()) and not exists (
        select from social_security.elders other
        where other.person_id = e.person_id and other.card_from <= as_of() and (other.card_to is null or other.card_to > as_of())
          and (other.card_from > e.card_from or (other.card_from = e.card_from and other.card_id < e.card_id))))`,
    key: { kind: 'PERSON', column: 'person_id' },
    countedByAgency: false,
    owner: "'G12'",
  },
  AGENCY: {
    entity: 'Agency',
    keyField: 'id',
    database: 'officials',
    reads: ['administrative_units.agencies'],
    rows: '(select id as agency_id, null::uuid as person_id, a.* from administrative_units.agencies a)',
    key: null,
    countedByAgency: true,
    owner: "split_part(r.id, '.', 1)",
  },
} as const satisfies Record<string, Subject>;

export type SubjectName = keyof typeof subjects;
