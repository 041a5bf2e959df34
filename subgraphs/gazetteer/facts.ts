import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of a fact table, by the names of the header line. */
export type FactRow<Column extends string> = Record<Column, string>;

/**
 * Reads facts/<name>.tsv: comment lines (#), one header line, rows.
 * Throws where the header or the number of fields of a row is not what was asked for.
 */
export function readFacts<Column extends string>(name: string, columns: readonly Column[]): FactRow<Column>[] {
  const text = readFileSync(join(import.meta.dirname, 'facts', `${name}.tsv`), 'utf8').normalize('NFC');
  const [header, ...lines] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (header !== columns.join('\t')) {
    throw new Error(`facts/${name}.tsv: expected the columns ${columns.join(', ')}, found ${header}`);
  }
  return lines.map((line) => {
    const fields = line.split('\t');
    if (fields.length !== columns.length) {
      throw new Error(`facts/${name}.tsv: expected ${columns.length} fields in "${line}"`);
    }
    return Object.fromEntries(columns.map((column, index) => [column, fields[index]])) as FactRow<Column>;
  });
}
