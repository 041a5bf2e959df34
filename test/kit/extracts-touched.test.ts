import { expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import { extractsOf } from '../../subgraphs/kit/extract-changes.ts';
import { registry } from '../../subgraphs/registry.ts';
import { ownerConnection } from '../support/owner-connection.ts';

type Plan = { 'Relation Name'?: string; Plans?: Plan[] };

const relationsOf = (plan: Plan): string[] => [
  ...(plan['Relation Name'] ? [plan['Relation Name']] : []),
  ...(plan.Plans ?? []).flatMap(relationsOf),
];

const loaded = await Promise.all(registry.map(async ({ load }) => (await load()).default));

// PostgreSQL says what it reads, also through a view or a function's body.
test.each(loaded.filter(({ extracts }) => extracts.length > 0))(
  '$name: a change of a table touches each extract that reads it',
  async ({ name, extracts }) => {
    const sql = ownerConnection(inject('databaseUrls')[name] as DatabaseUrls);
    for (const extract of extracts) {
      const [row] = await sql.unsafe(`explain (format json) ${extract.query}`);
      const read = new Set(relationsOf(row?.['QUERY PLAN'][0].Plan));
      expect(read.size).toBeGreaterThan(0);
      for (const table of read) expect(extractsOf(extracts, [table])).toContain(extract.name);
    }
    await sql.end();
  },
);

test('a table that is unknown, or that no extract names, touches all', () => {
  const extract = (name: string, query: string) => ({
    name,
    query,
    about: '',
    key: { kind: 'REFERENCE' as const },
    columns: {},
  });
  const extracts = [extract('one', 'select a from first'), extract('two', 'select a from first_of_all, second')];
  expect(extractsOf(extracts, ['first'])).toEqual(['one']);
  expect(extractsOf(extracts, ['second'])).toEqual(['two']);
  expect(extractsOf(extracts, ['first', 'second'])).toEqual(['one', 'two']);
  expect(extractsOf(extracts, ['first', 'third'])).toEqual(['one', 'two']);
  expect(extractsOf(extracts, [''])).toEqual(['one', 'two']);
  expect(extractsOf(extracts, [])).toEqual([]);
});
