import { afterAll, expect, inject, test } from 'vitest';
import type { DatabaseUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Extract } from '../../subgraphs/kit/extract.ts';
import { copyStatements } from '../../subgraphs/kit/extract-query.ts';
import { createExtractSource } from '../../subgraphs/kit/extract-source.ts';
import laborEmployment from '../../subgraphs/labor-employment/index.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { collect } from './collect-extract.ts';

const urls = inject('databaseUrls')['labor-employment'] as DatabaseUrls;
const sql = ownerConnection(urls);
afterAll(() => sql.end());

const codes = [
  '0101.234567/1',
  '',
  ' ',
  'NULL',
  "'",
  "\\'",
  "'); drop table wrong; --",
  '"',
  '\\',
  '\\\\"\'',
  '{a,b}',
  '}',
  ',',
  'a\nb\tc',
  '$1',
  '$$',
  'Mã số thuế',
  '𝟎𝟏𝟎𝟏',
  '\u200b',
  'x'.repeat(120),
];

const wrong: Extract = {
  name: 'wrong',
  about: '',
  key: { kind: 'EMPLOYER', column: 'code' },
  columns: { code: 'text' },
  query: 'select code from wrong',
};

type Reading = (keys: string[]) => Promise<string[]>;

/** Hands a test what reads the rows of some keys, with backslashes as they are, or as they once were. */
const reading = (conforming: 'on' | 'off', work: (read: Reading) => Promise<void>) =>
  sql.begin(async (tx) => {
    await tx.unsafe(`set local standard_conforming_strings = ${conforming}; set local escape_string_warning = off;
      create temp table wrong (code text) on commit drop`);
    for (const code of codes) await tx`insert into wrong values (${code})`;
    await work(async (EMPLOYER) => {
      const [statement = ''] = copyStatements(wrong, { PERSON: [], EMPLOYER });
      const select = /^copy \((.*)\) to stdout$/s.exec(statement)?.[1] ?? '';
      return tx.savepoint(async (nested) => (await nested.unsafe(select).simple()).map((row) => row.code as string));
    });
    expect(await tx`select from wrong`).toHaveLength(codes.length);
  });

test('whatever stands as a tax code is found by it', () =>
  reading('on', async (read) => {
    for (const code of codes) expect(await read([code])).toEqual([code]);
    expect((await read(codes)).toSorted()).toEqual(codes.toSorted());
  }));

test('none ends the text that it stands in, even where a backslash escapes', () =>
  reading('off', async (read) => {
    for (const code of codes) {
      // 22P02: still within the text, which is no list then. 42601 would be SQL of the key's own.
      const answer = await read([code, code]).catch((error: { code?: string }) => error.code);
      expect(answer === '22P02' || (Array.isArray(answer) && answer.length <= 1)).toBe(true);
    }
  }));

test('the owner is asked for all of them in one stream', async () => {
  const [known] = await sql<{ code: string }[]>`select min(tax_code) as code from employers`;
  const source = createExtractSource(laborEmployment, { urls });
  const keys = { PERSON: [], EMPLOYER: [...codes, known?.code ?? ''] };
  const { employers } = await collect(source.stream({ extracts: ['employers'], keys }));
  expect(employers?.rows).toBe(1);
});

test.each([
  [{ PERSON: [], EMPLOYER: ['x'.repeat(121)] }, 'employers'],
  [{ PERSON: [], EMPLOYER: ['a\0b'] }, 'employers'],
  [{ PERSON: ["00000000-0000-8000-8000-000000000000'"], EMPLOYER: [] }, 'workers'],
  [{ PERSON: ['00000000-0000-8000-8000-000000000000\n'], EMPLOYER: [] }, 'workers'],
  [{ PERSON: [''], EMPLOYER: [] }, 'workers'],
])('what can be no key is not asked for (%#)', async (keys, extract) => {
  const source = createExtractSource(laborEmployment, { urls });
  await expect(collect(source.stream({ extracts: [extract], keys }))).rejects.toThrow(
    'it was asked for what it does not offer',
  );
});
