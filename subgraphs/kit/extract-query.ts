import type { Extract, ExtractRequest } from './extract.ts';

type Keys = NonNullable<ExtractRequest['keys']>;

/** COPY takes no parameters, so keys stand in its text: nothing but these forms gets there. */
const keyForms = { PERSON: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, EMPLOYER: /^[\dA-Za-z-]{1,32}$/ };

const keyTypes = { PERSON: 'uuid', EMPLOYER: 'text' };

/** Few enough that PostgreSQL looks each of them up, whatever the table's size. */
const keysAtOnce = 5_000;

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
  if (!wanted.every((value) => keyForms[key.kind].test(value)))
    throw new RangeError(`expected keys of the form of ${key.kind === 'PERSON' ? 'a person key' : 'a tax code'}`);
  return Array.from({ length: Math.ceil(wanted.length / keysAtOnce) }, (_, batch) => {
    const values = wanted.slice(batch * keysAtOnce, (batch + 1) * keysAtOnce).join(',');
    return copy(`${select} where extract."${key.column}" = any('{${values}}'::${keyTypes[key.kind]}[])`);
  });
}

const copy = (select: string) => `copy (${select}) to stdout`;
