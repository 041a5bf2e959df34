import type { ExtractType } from './extract.ts';

/** Columns of a SELECT over records that have `full_name` and `birth_date`: what rules may know of a name. */
export function nameColumns(record: string): string {
  const name = `${record}.full_name`;
  return `${name} is nfc normalized and ${name} !~ '^\\s|\\s$|\\s\\s|[\\t\\n\\r\\u00a0]' as name_clean,
  left(encode(sha256(convert_to(
    (select salt from extract_state) || '|' || ${record}.folded_name || '|' || ${record}.birth_date, 'UTF8')), 'hex'), 32) as identity_hash`;
}

/** What nameColumns and law/personal-number-sql.ts add. */
export const identityColumns = {
  number_form_valid: 'boolean',
  number_prefix_known: 'boolean',
  number_sex_agrees: 'boolean',
  number_year_agrees: 'boolean',
  name_clean: 'boolean',
  identity_hash: 'text',
} as const satisfies Record<string, ExtractType>;
