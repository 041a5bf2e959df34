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

/** An agency identification code (Decision 20/2020/QĐ-TTg), as a caller's claim. */
export const agencyCode = /^(?=.{1,35}$)[A-Z]\d{2}(\.[0-9A-Z]+)*$/;

/** The code of a province (2 digits) or a commune (5 digits) of today, as a caller's claim. */
export const unitCode = /^\d{2}(\d{3})?$/;

/** How a program may be called in a token (`azp`, `client_id`): short, and no personal number, for it stands in logs and metrics. */
export const clientName = /^(?!.*\d{9})[\w.:-]{1,64}$/;
