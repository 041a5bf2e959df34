/**
 * Why personal data is asked for: what a caller may declare as `x-purpose` or in the token. The list is published in
 * schema/access.md; SENSITIVE data is answered to a declared purpose alone (Law 91/2025/QH15).
 */
export const purposes = [
  'PERSONNEL_MANAGEMENT',
  'BENEFIT_SETTLEMENT',
  'LABOUR_SUPPORT',
  'DATA_QUALITY',
  'STATISTICS',
  'AUDIT',
] as const;

export type Purpose = (typeof purposes)[number];

/**
 * Who asks, as the gateway read it off the token and tells the subgraphs: handed over in one process, signed over HTTP
 * (signature.ts).
 */
export type Caller = {
  /** The token's subject; null without a token. */
  subject: string | null;
  /** The agency the caller works for, by its identification code: its records and those of the agencies below it are within reach. */
  agency: string | null;
  /** Codes of the administrative units of today that the caller answers for; `national` for the whole country. */
  jurisdiction: 'national' | readonly string[];
  /** What kinds of data the caller may see. */
  scopes: readonly string[];
  /** What the data is asked for. */
  purpose: Purpose | null;
};

/** Whoever comes without a token: public data alone. */
export const anonymous: Caller = { subject: null, agency: null, jurisdiction: [], scopes: [], purpose: null };
