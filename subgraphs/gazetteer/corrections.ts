import { readFacts } from './facts.ts';

const columns = ['table', 'key', 'field', 'wrong', 'right', 'reason'] as const;

/**
 * Mends the known errors of a source table (facts/corrections.tsv); `key` is the field that identifies a row.
 * Throws where a correction finds nothing to mend: the source has changed and has to be read again.
 */
export function mend<Row extends Record<string, string>>(table: string, key: keyof Row, rows: Row[]): Row[] {
  const corrections = readFacts('corrections', columns).filter((row) => row.table === table);
  // Every correction looks at the source as it was: the two codes of a swap must not undo each other.
  const mended = rows.map((row): Record<string, string> => ({ ...row }));
  for (const { key: code, field, wrong, right } of corrections) {
    const hits = mended.filter((_, i) => rows[i]?.[field] === wrong && (code === '*' || rows[i]?.[key] === code));
    if (hits.length === 0) {
      throw new Error(`facts/corrections.tsv: expected ${table}.${field} "${wrong}" at ${code}, found none`);
    }
    for (const row of hits) row[field] = right;
  }
  return mended as Row[];
}
