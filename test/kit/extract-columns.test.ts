import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { databaseName } from '../../schema/subgraph-name.ts';
import { registry } from '../../subgraphs/registry.ts';

const folder = join(import.meta.dirname, '../../subgraphs/data-quality');
const files = await Array.fromAsync(glob('{rules,run}/*.ts', { cwd: folder }));
const rules = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
const isRead = (words: string) => new RegExp(`\\b${words}\\b`).test(rules);

const extracts = (
  await Promise.all(
    registry.map(async ({ name, load }) =>
      (
        await load()
      ).default.extracts.map((extract) => ({ ...extract, table: `${databaseName(name)}.${extract.name}` })),
    ),
  )
).flat();

// Data minimisation: what no rule asks for does not leave its database. Keys, by which records are joined, are of use without being named.
test.each(extracts)('each column of $table is read by a rule', ({ table, columns, key }) => {
  expect(files.length).toBeGreaterThan(10);
  expect(isRead(table.replace('.', '\\.'))).toBe(true);
  const keys = ['id', 'person_id', ...(key.kind === 'REFERENCE' ? [] : [key.column])];
  expect(Object.keys(columns).filter((column) => !keys.includes(column) && !isRead(column))).toEqual([]);
});
