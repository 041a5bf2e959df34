/** What a column of an extract may hold, by PostgreSQL's name of the type: the receiver makes its table of these alone. */
export const extractTypes = [
  'boolean',
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'text',
  'text[]',
  'uuid',
  'date',
  'date[]',
  'timestamptz',
] as const;

export type ExtractType = (typeof extractTypes)[number];

/** Whose rows a change touches: a person's (by person key), an employer's (by tax code), or reference data, which is short and read whole. */
export type ChangeKind = 'PERSON' | 'EMPLOYER' | 'REFERENCE';

/**
 * What an owner gives to the rules of data quality: the columns that rules read, and no more (data minimisation). No personal
 * number and no name; where a rule needs one, what follows from it, or a salted hash.
 */
export type Extract = {
  /** `salary_steps`: unique in its database; the receiver's table has this name. */
  name: string;
  /** What a row is, for the owner who decides on it. */
  about: string;
  /** How changed rows are found again: by the column that holds the key, or all of them together. */
  key: { kind: 'PERSON' | 'EMPLOYER'; column: string } | { kind: 'REFERENCE' };
  /** The columns that `query` selects, in its order. */
  columns: Record<string, ExtractType>;
  /** A SELECT over the owner's tables, without parameters. A condition on the key's column can be pushed down into it. */
  query: string;
};

/** What an owner tells of an extract: not its SQL, but `version`, another one where that is another. */
export type DescribedExtract = Omit<Extract, 'query'> & { version: string };

/** Until when the changes of a database are known: comparable within one epoch alone, which ends when the database is filled anew. */
export type Position = { epoch: string; xid: string };

/** What has changed since a position; `keys` is null where anything may have. `touched` are the extracts whose rows may differ: all without it. */
export type Changes = {
  position: Position;
  keys: Record<ChangeKind, string[]> | null;
  touched?: string[] | undefined;
};

/** Which extracts to send: all rows, or those of some keys (REFERENCE extracts are always whole). */
export type ExtractRequest = {
  extracts: string[];
  keys?: { PERSON: string[]; EMPLOYER: string[] };
};

/** A piece of one extract's rows as PostgreSQL's COPY text. Pieces of an extract follow one another; `rows` stands on the last, which has no data. */
export type ExtractPiece = { extract: string; data: Buffer } | { extract: string; rows: number };

/** A database as the rules of data quality read it: in this process, or over HTTP. Errors: SourceUnavailableError. */
export type ExtractSource = {
  /** The subgraph's name. */
  name: string;
  /** What it gives, without the SQL. */
  describe: () => Promise<DescribedExtract[]>;
  /** What has changed since; at most `limit` keys, or null. `since` null asks for the position alone. */
  changes: (since: Position | null, limit: number) => Promise<Changes>;
  /** The rows, all in one snapshot of the database. Ends early where the consumer stops. */
  stream: (request: ExtractRequest, signal?: AbortSignal) => AsyncIterable<ExtractPiece>;
};

/** The owner's database or service did not answer, or not to the end. `reason` holds no value of a record. */
export class SourceUnavailableError extends Error {
  readonly source: string;
  readonly reason: string;
  constructor(source: string, reason: string) {
    super(`${source}: ${reason}`);
    this.source = source;
    this.reason = reason;
  }
}
