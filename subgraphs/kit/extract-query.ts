import { createHash } from 'node:crypto';
import type { DescribedExtract, Extract, ExtractRequest } from './extract.ts';
import { isKey } from './extract-keys.ts';

type Keys = NonNullable<ExtractRequest['keys']>;

const keyTypes = { PERSON: 'uuid', EMPLOYER: 'text' };

/** Few enough that PostgreSQL looks each of them up, whatever the table's size. */
const keysAtOnce = 5_000;

/** An extract as others are told of it. */
export function describeExtract({ query, ...told }: Extract): DescribedExtract {
  return { ...told, version: createHash('sha256').update(query).digest('hex').slice(0, 16) };
}

/** What a COPY takes its rows from: the declared columns, in their types. */
export function selectExtract({ columns, query }: Pick<Extract, 'columns' | 'query'>): string {
  const list = Object.entries(columns).map(([name, type]) => `extract."${name}"::${type} as "${name}"`);
  return `select ${list.join(', ')} from (${query}) as extract`;
}

/**
 * The COPY statements that give an extract's rows: one for all of them, or one for each few thousand keys, none where no
 * key is of its kind. RangeError for what is no key.
 */
export function copyStatements(extract: Extract, keys: Keys | undefined): string[] {
  const select = selectExtract(extract);
  const { key } = extract;
  if (keys === undefined || key.kind === 'REFERENCE') return [copy(select)];
  const wanted = [...new Set(keys[key.kind])];
  if (!wanted.every((value) => isKey(key.kind, value)))
    throw new RangeError(`expected keys of the form of ${key.kind === 'PERSON' ? 'a person key' : 'a tax code'}`);
  return Array.from({ length: Math.ceil(wanted.length / keysAtOnce) }, (_, batch) => {
    const values = arrayLiteral(wanted.slice(batch * keysAtOnce, (batch + 1) * keysAtOnce));
    return copy(`${select} where extract."${key.column}" = any(${values}::${keyTypes[key.kind]}[])`);
  });
}

/**
 * COPY takes no parameters, so keys stand in its text. A backslash is always followed by one more or a double quote, so that
 * the literal ends where it should whatever standard_conforming_strings says.
 */
function arrayLiteral(values: readonly string[]): string {
  const elements = values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`);
  return `'{${elements.join(',').replaceAll("'", "''")}}'`;
}

const copy = (select: string) => `copy (${select}) to stdout`;
