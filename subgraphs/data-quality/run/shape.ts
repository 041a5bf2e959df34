import { type DescribedExtract, type ExtractType, extractTypes, SourceUnavailableError } from '../../kit/extract.ts';

/** An extract as its owner describes it, without the SQL. */
export type Described = DescribedExtract;

const name = /^[a-z][a-z_]*$/;

/** The schema that a database's extracts are staged in: `labor-employment` -> `labor_employment`. */
export const schemaOf = (database: string): string => database.replaceAll('-', '_');

/** And back. */
export const databaseOf = (schema: string): string => schema.replaceAll('_', '-');

const reserved = ['run', 'law', 'public', 'information_schema'];

/**
 * Refuses (SourceUnavailableError) a description that cannot become tables: another service wrote it, and its names go into SQL.
 *
 * @returns what of it counts, in a fixed order
 */
export function checkShape(database: string, described: Described[]): Described[] {
  const refuse = (what: string): never => {
    throw new SourceUnavailableError(
      database,
      `describes ${what} otherwise than by names of lower-case letters and the types of extracts`,
    );
  };
  const schema = schemaOf(database);
  if (!name.test(schema) || reserved.includes(schema) || schema.startsWith('pg_')) refuse('itself');
  const seen = new Set<string>();
  return described.map(({ name: table, about, key, columns, version }) => {
    // Beside the extracts stands the marker of what is staged.
    if (!name.test(table) || table === 'staged' || seen.has(table)) refuse('an extract');
    seen.add(table);
    const list = Object.entries(columns);
    if (list.length === 0 || list.some(([column, type]) => !name.test(column) || !isType(type))) refuse('a column');
    if (key.kind !== 'REFERENCE' && columns[key.column] !== (key.kind === 'PERSON' ? 'uuid' : 'text')) refuse('a key');
    return { name: table, about, key, columns, version };
  });
}

const isType = (type: string): type is ExtractType => (extractTypes as readonly string[]).includes(type);

/** What is remembered of a shape, to tell when it changes, or the SQL that its rows come from. */
export const shapeText = (shape: Described[]): string =>
  JSON.stringify(shape.map(({ name, key, columns, version }) => ({ name, key, columns, version })));

/** The names of columns as SQL. */
export const columnList = ({ columns }: Described): string => Object.keys(columns).join(', ');

/** And with their types, to make a table. */
export const columnDefinitions = ({ columns }: Described): string =>
  Object.entries(columns)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ');
