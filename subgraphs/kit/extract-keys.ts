import type { ChangeKind } from './extract.ts';

/** Characters of a key: more than any that is meant as one, and 100,000 of them are a request that is read (read-body.ts). */
export const maxKeyLength = 120;

const personKey = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Whether a text can be a key of changed rows: a person key is a UUID, as kit/person-key.ts makes it. A tax code is whatever stands
 * in the record: wrong ones are what the rules are for.
 */
export const isKey = (kind: ChangeKind, text: string): boolean =>
  kind === 'PERSON' ? personKey.test(text) : text.length <= maxKeyLength && !text.includes('\0') && text.isWellFormed();
